using System.Runtime.InteropServices;
using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Lean.Reading;

/// <summary>One line of a bar file: a trade bar, or a quote bar with its middle prices and both sides as JSON.</summary>
internal sealed record BarLine(
    DateTime Time, LineOrigin Origin, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, string? Quote);

/// <summary>One line of a tick file, read but not yet a row: a trade's price and size, or the sides of a quote that are there.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct TickLine
{
    public long TimeOfDay { get; set; }

    public decimal? BidPrice { get; set; }

    public decimal? BidSize { get; set; }

    public decimal? AskPrice { get; set; }

    public decimal? AskSize { get; set; }

    public decimal? LastPrice { get; set; }

    public decimal? LastSize { get; set; }

    public string? Tape { get; set; }

    public string[]? Conditions { get; set; }

    /// <summary>Gets a value indicating whether there is neither a side nor a trade, so nothing to store.</summary>
    public readonly bool IsEmpty => BidPrice is null && AskPrice is null && LastPrice is null;
}

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

/// <summary>A bar's four prices.</summary>
internal readonly record struct PriceRange(decimal Open, decimal High, decimal Low, decimal Close)
{
    /// <summary>
    /// Returns the prices half way between two sides. They are computed, not data, so a ninth decimal is rounded half to even: order is
    /// kept, and both sides stand beside them as they were.
    /// </summary>
    public static PriceRange Middle(PriceRange bid, PriceRange ask) =>
        new(Middle(bid.Open, ask.Open), Middle(bid.High, ask.High), Middle(bid.Low, ask.Low), Middle(bid.Close, ask.Close));

    public void Check(ref LineParser parser, string name)
    {
        if (Low > Open || Low > Close || Open > High || Close > High)
        {
            parser.Fail($"the {name}'s low {Low} and high {High} do not hold its open {Open} and close {Close}");
        }
    }

    private static decimal Middle(decimal bid, decimal ask) => decimal.Round((bid + ask) / 2, FixedNumber.Decimals, MidpointRounding.ToEven);
}
