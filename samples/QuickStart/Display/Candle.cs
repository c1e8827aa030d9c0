using TradeStore.Model;

namespace QuickStart.Display;

/// <summary>One column of a chart: a few bars folded into one.</summary>
internal sealed record Candle(DateTime Start, double Open, double High, double Low, double Close, double Volume)
{
    public bool IsUp => Close >= Open;

    /// <summary>Folds bars, in order of time, into candles of a whole number of minutes, as few minutes as fit into the columns.</summary>
    public static (IReadOnlyList<Candle> Candles, int Minutes) Fold(IReadOnlyList<Bar> bars, int columns)
    {
        var first = bars[0].Timestamp;
        var span = (bars[^1].Timestamp - first).TotalMinutes + 1;
        var minutes = (int)Math.Ceiling(span / columns);
        var candles = bars
            .GroupBy(bar => (int)((bar.Timestamp - first).TotalMinutes / minutes))
            .Select(group => new Candle(
                first.AddMinutes(group.Key * minutes),
                (double)group.First().Open,
                (double)group.Max(bar => bar.High),
                (double)group.Min(bar => bar.Low),
                (double)group.Last().Close,
                (double)group.Sum(bar => bar.Volume)));
        return ([.. candles], minutes);
    }
}
