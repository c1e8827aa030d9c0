using TradeStore;
using TradeStore.Model;
using TradingBot.Reporting;

namespace TradingBot.Trading;

/// <summary>
/// Fills the bot's open orders from the market, as far as its size goes, a cent worse than its price. It keeps nothing itself: the store's
/// open orders are all it needs, after a restart as before.
/// </summary>
internal sealed class PaperBroker(Store store, Tally tally)
{
    private const decimal Slippage = 0.01m;
    private const decimal CommissionPerShare = 0.005m;

    /// <summary>Acknowledges and fills what a tick allows.</summary>
    public async Task MatchAsync(Tick tick, CancellationToken cancellationToken)
    {
        var available = tick.LastSize!.Value;
        foreach (var order in store.Orders.GetOpen(BotProfile.BotId, tick.Symbol))
        {
            if (order.Status == OrderStatus.Pending)
            {
                await store.Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Submitted, "acknowledged by the paper broker", cancellationToken);
            }

            var quantity = Math.Min(available, order.Quantity - order.FilledQuantity);
            if (quantity > 0)
            {
                await FillAsync(order, quantity, tick, cancellationToken);
                available -= quantity;
            }
        }
    }

    private async Task FillAsync(Order order, decimal quantity, Tick tick, CancellationToken cancellationToken)
    {
        await store.Executions.RecordAsync(
            new Execution
            {
                OrderId = order.OrderId,
                Quantity = quantity,
                Price = order.Side == OrderSide.Buy ? tick.AskPrice!.Value + Slippage : tick.BidPrice!.Value - Slippage,
                ExecutedAt = tick.Timestamp,
                Commission = quantity * CommissionPerShare,
                CommissionCurrency = BotProfile.Currency,
                ExchangeTradeId = $"{tick.Symbol}-{tick.SequenceNumber}/{order.OrderId:N}",
            },
            cancellationToken);
        tally.AddFill();
    }
}
