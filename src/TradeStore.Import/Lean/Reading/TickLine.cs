using System.Runtime.InteropServices;

namespace TradeStore.Import.Lean.Reading;

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
