using TradeStore;
using TradeStore.Model;

namespace TradingBot.Trading;

/// <summary>Settles signals that a killed process left between two steps: the order a signal became is found by its client order id.</summary>
internal sealed class SignalRecovery(Store store)
{
    /// <summary>The client order id of the one order that a signal may become.</summary>
    public static string ClientOrderId(Signal signal) => signal.SignalId.ToString();

    /// <summary>Ties each pending signal to its order; one that never became an order has expired, for the market has moved on.</summary>
    public async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        var pending = await store.Signals.Query()
            .Where(s => s.BotId == BotProfile.BotId && s.Valid && !s.Executed && s.Outcome == null)
            .ToListAsync(cancellationToken);
        foreach (var signal in pending)
        {
            var order = await store.Orders.FindByClientIdAsync(ClientOrderId(signal), cancellationToken);
            _ = order is null
                ? await store.Signals.SetOutcomeAsync(signal.SignalId, SignalOutcome.Expired, cancellationToken)
                : await store.Signals.MarkExecutedAsync(signal.SignalId, order.OrderId, cancellationToken: cancellationToken);
        }

        return pending.Count;
    }
}
