namespace TradeStore.Import.Lean.Reading;

/// <summary>
/// Where a row came from: its line's index (from 0) times two, plus one for a quote. As a tick's sequence number it keeps a day's
/// trades and quotes apart and is the same at every import.
/// </summary>
internal readonly record struct LineOrigin(long Value)
{
    public bool IsQuote => (Value & 1) != 0;

    public long LineNumber => (Value >> 1) + 1;

    public static LineOrigin Of(long lineNumber, bool isQuote) => new(((lineNumber - 1) * 2) + (isQuote ? 1 : 0));
}
