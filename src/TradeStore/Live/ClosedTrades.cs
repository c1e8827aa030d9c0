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
