using TradeStore.Model;

namespace TradeStore.Live;

/// <summary>What closed round trips add up to.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="NetPnl">Their net P&amp;L.</param>
/// <param name="FirstEntry">When the first of them was entered; <see cref="DateTime.MaxValue"/> when there are none.</param>
internal sealed record ClosedTotals(long Count, decimal NetPnl, DateTime FirstEntry)
{
    public static ClosedTotals None { get; } = new(0, 0, DateTime.MaxValue);

    public static ClosedTotals Of(Trade trade) => new(1, trade.PnlUsd.GetValueOrDefault(), trade.EntryTime);

    public ClosedTotals Plus(ClosedTotals other) =>
        new(Count + other.Count, NetPnl + other.NetPnl, FirstEntry < other.FirstEntry ? FirstEntry : other.FirstEntry);
}
