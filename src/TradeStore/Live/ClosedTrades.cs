using TradeStore.Model;

namespace TradeStore.Live;

/// <summary>
/// What the acknowledged closed round trips of each bot add up to, so that nobody has to read all of them again. Changed and read under the gate.
/// </summary>
internal sealed class ClosedTrades
{
    private readonly Dictionary<string, ClosedTotals> _bots = new(StringComparer.Ordinal);

    /// <summary>Takes a round trip that was closed just now.</summary>
    public void Add(Trade trade) => Add(trade.BotId, ClosedTotals.Of(trade));

    /// <summary>Takes what round trips of a bot add up to.</summary>
    public void Add(string botId, ClosedTotals totals) => _bots[botId] = Of(botId).Plus(totals);

    /// <summary>Returns the totals of a bot, or of all of them.</summary>
    public ClosedTotals Of(string? botId) => botId is null
        ? _bots.Values.Aggregate(ClosedTotals.None, (sum, bot) => sum.Plus(bot))
        : _bots.GetValueOrDefault(botId, ClosedTotals.None);
}

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
