using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Reads trade and quote bars of a symbol and makes one row of what both say about the same time.</summary>
internal static class BarUnitReader
{
    public static IEnumerable<RowBatch> Read(LeanUnit unit, TimeZoneInfo zone, LeanImportOptions options, UnitTally tally)
    {
        var trades = ReadFile(unit.Trade, zone, options, tally);
        var quotes = ReadFile(unit.Quote, zone, options, tally);
        if (trades is null && quotes is not null)
        {
            // A quote bar alone says 'nothing was traded', which is not known of a day whose trades cannot be read.
            tally.Fail(unit.Quote!, null, "Held back: the trade bars it belongs with could not be read.");
            yield break;
        }

        var merged = Merge(trades ?? [], quotes ?? []);
        foreach (var lines in merged.Chunk(options.BatchRows))
        {
            var bars = Array.ConvertAll(lines, line => ToBar(unit.Series, line));
            yield return new BarBatch(unit, bars, Array.ConvertAll(lines, line => line.Origin));
        }
    }

    private static IEnumerable<BarLine> Merge(List<BarLine> trades, List<BarLine> quotes)
    {
        var q = 0;
        foreach (var trade in trades)
        {
            for (; q < quotes.Count && quotes[q].Time < trade.Time; q++)
            {
                yield return quotes[q];
            }

            var isQuoted = q < quotes.Count && quotes[q].Time == trade.Time;
            yield return isQuoted ? trade with { Quote = quotes[q++].Quote } : trade;
        }

        for (; q < quotes.Count; q++)
        {
            yield return quotes[q];
        }
    }

    private static Bar ToBar(LeanSeries series, BarLine line) => new()
    {
        Exchange = series.Market,
        Symbol = series.Symbol,
        Timeframe = series.Timeframe,
        Timestamp = line.Time,
        Open = line.Open,
        High = line.High,
        Low = line.Low,
        Close = line.Close,
        Volume = line.Volume,
        TradeCount = line.Origin.IsQuote ? 0 : null,
        Indicators = line.Quote,
    };

    /// <summary>Returns a file's bars by time, one for each; none for no file, <see langword="null"/> for one that was stopped.</summary>
    private static List<BarLine>? ReadFile(LeanFile? file, TimeZoneInfo zone, LeanImportOptions options, UnitTally tally)
    {
        if (file is null)
        {
            return [];
        }

        if (UnitReader.ReadBytes(file, tally) is not { } bytes)
        {
            return null;
        }

        var format = new BarFormat(file, zone, options);
        var scanner = new LineScanner(bytes);
        var bars = new List<BarLine>();
        while (scanner.TryNext(out var text))
        {
            var error = format.Read(text, scanner.Number, out var bar, out var isEmpty, out var roundedValues);
            if (error is not null && options.DamagedLines == DamagedLineRule.Stop)
            {
                tally.Fail(file, scanner.Number, error);
                return null;
            }

            if (error is not null)
            {
                tally.Skip(file, scanner.Number, error);
            }
            else if (bar is not null)
            {
                bars.Add(bar);
                tally.RoundedValues += roundedValues;
            }
            else
            {
                tally.EmptyQuotes += isEmpty ? 1 : 0;
            }
        }

        return InOrder(bars);
    }

    private static List<BarLine> InOrder(List<BarLine> bars)
    {
        for (var i = 1; i < bars.Count; i++)
        {
            if (bars[i].Time <= bars[i - 1].Time)
            {
                // The later line of a time wins, as a bar that is written again replaces the one before.
                return [.. bars.GroupBy(bar => bar.Time).Select(same => same.Last()).OrderBy(bar => bar.Time)];
            }
        }

        return bars;
    }
}
