using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Goes through the good lines of one tick file.</summary>
internal sealed class TickCursor(LeanFile file, byte[] bytes, LeanClock clock, LeanImportOptions options, UnitTally tally)
{
    private const string Source = "lean";
    private readonly TickFormat _format = new(file, options.ExcessDecimals);
    private LineScanner _lines = new(bytes);
    private TickLine _line;

    /// <summary>Gets a value indicating whether the file came to its end or was stopped.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Gets the key by which the files of a day are merged: time, then sequence number.</summary>
    public (long TimeOfDay, long Sequence) Key => (_line.TimeOfDay, Sequence);

    private long Sequence => LineOrigin.Of(_lines.Number, file.IsQuote).Value;

    public void MoveNext()
    {
        while (_lines.TryNext(out var text))
        {
            var error = _format.Read(text, out _line, out var roundedValues);
            if (error is null && !_line.IsEmpty)
            {
                tally.RoundedValues += roundedValues;
                return;
            }

            if (error is null)
            {
                tally.EmptyQuotes++;
            }
            else if (options.DamagedLines == DamagedLineRule.Skip)
            {
                tally.Skip(file, _lines.Number, error);
            }
            else
            {
                tally.Fail(file, _lines.Number, error);
                break;
            }
        }

        IsAtEnd = true;
    }

    public Tick ToTick() => new()
    {
        Timestamp = clock.ToUtc(_line.TimeOfDay),
        Exchange = file.Series.Market,
        Symbol = file.Series.Symbol,
        BidPrice = _line.BidPrice,
        AskPrice = _line.AskPrice,
        BidSize = _line.BidSize,
        AskSize = _line.AskSize,
        LastPrice = _line.LastPrice,
        LastSize = _line.LastSize,
        SequenceNumber = Sequence,
        Conditions = _line.Conditions,
        Tape = _line.Tape,
        Source = Source,
    };
}
