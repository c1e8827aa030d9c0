using TradeStore;

namespace TradingBot.Reporting;

/// <summary>How much there is of what the bot stores.</summary>
internal sealed record Counts(long Ticks, long Signals, long Orders, long Fills)
{
    /// <summary>Counts what the store holds, of all runs together.</summary>
    public static async Task<Counts> OfStoreAsync(Store store, CancellationToken cancellationToken) => new(
        await store.Ticks.Query().Where(t => t.Exchange == BotProfile.Exchange).CountAsync(cancellationToken),
        await store.Signals.Query().Where(s => s.BotId == BotProfile.BotId).CountAsync(cancellationToken),
        await store.Orders.Query().Where(o => o.BotId == BotProfile.BotId).CountAsync(cancellationToken),
        await store.Executions.Query().Where(e => e.BotId == BotProfile.BotId).CountAsync(cancellationToken));

    public override string ToString() => $"{Ticks:N0} ticks, {Signals:N0} signals, {Orders:N0} orders, {Fills:N0} fills";
}
