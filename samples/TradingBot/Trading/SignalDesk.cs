using TradeStore;
using TradeStore.Model;
using TradingBot.Reporting;

namespace TradingBot.Trading;

/// <summary>Turns crossings into signals, which are stored first, and valid signals into orders.</summary>
internal sealed class SignalDesk(Store store, Tally tally)
{
    private const decimal WidestSpread = 0.02m;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Stores what the strategy proposes, and places its order when no filter objects.</summary>
    public async Task ActAsync(Tick tick, TradeAction action, CancellationToken cancellationToken)
    {
        var quantity = Math.Abs(Wanted(action) - Held(tick.Symbol));
        var filters = Check(tick, quantity);
        var isValid = filters.Failed.Count == 0;
        var signal = await store.Signals.RecordAsync(
            new Signal
            {
                Timestamp = tick.Timestamp,
                BotId = BotProfile.BotId,
                Symbol = tick.Symbol,
                Action = action,
                TargetPrice = tick.LastPrice,
                Amount = quantity * tick.LastPrice,
                Reason = $"tick {tick.SequenceNumber}: the fast average crossed the slow one",
                Filters = filters.ToJson(),
                Valid = isValid,
                Outcome = isValid ? null : SignalOutcome.Rejected,
                ExpiresAt = tick.Timestamp + Lifetime,
            },
            cancellationToken);
        tally.AddSignal();
        if (isValid)
        {
            await PlaceAsync(signal, quantity, cancellationToken);
        }
    }

    private async Task PlaceAsync(Signal signal, decimal quantity, CancellationToken cancellationToken)
    {
        var order = await store.Orders.SubmitAsync(
            new Order
            {
                ClientOrderId = SignalRecovery.ClientOrderId(signal),
                CorrelationId = signal.SignalId,
                BotId = BotProfile.BotId,
                StrategyId = BotProfile.Strategy,
                Exchange = BotProfile.Exchange,
                Symbol = signal.Symbol!,
                Side = signal.Action == TradeAction.Buy ? OrderSide.Buy : OrderSide.Sell,
                Type = OrderType.Market,
                TimeInForce = TimeInForce.Gtc,
                Quantity = quantity,
            },
            cancellationToken);
        tally.AddOrder();
        await store.Signals.MarkExecutedAsync(signal.SignalId, order.OrderId, cancellationToken: cancellationToken);
    }

    private SignalFilters Check(Tick tick, decimal quantity)
    {
        var checks = new (string Name, bool IsPassed)[]
        {
            ("no open order", store.Orders.GetOpen(BotProfile.BotId, tick.Symbol).Count == 0),
            ("spread", tick.AskPrice - tick.BidPrice <= WidestSpread),
            ("not held yet", quantity > 0),
        };
        return new SignalFilters([.. checks.Where(c => c.IsPassed).Select(c => c.Name)], [.. checks.Where(c => !c.IsPassed).Select(c => c.Name)]);
    }

    private decimal Held(string symbol) => store.Positions.Find(BotProfile.BotId, BotProfile.Exchange, symbol) switch
    {
        { Side: PositionSide.Long } position => position.Quantity,
        { Side: PositionSide.Short } position => -position.Quantity,
        _ => 0,
    };

    private static decimal Wanted(TradeAction action) => action == TradeAction.Buy ? BotProfile.PositionSize : -BotProfile.PositionSize;
}
