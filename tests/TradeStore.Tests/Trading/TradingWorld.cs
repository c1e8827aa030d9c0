using TradeStore.Model;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

/// <summary>One position with its round trips, moved by the functions under test, and what was done to it.</summary>
internal sealed class TradingWorld
{
    private int _seconds;

    public Position? Position { get; private set; }

    public List<Execution> Fills { get; } = [];

    /// <summary>Gets the newest version of each round trip, in order.</summary>
    public List<Trade> Trades { get; } = [];

    public List<FillResult> Results { get; } = [];

    /// <summary>Gets realised plus unrealised P&amp;L since the position was opened, at each price; the first is what was realised before.</summary>
    public List<decimal> Totals { get; } = [];

    public decimal Net => Position is null ? 0 : Position.Side == PositionSide.Short ? -Position.Quantity : Position.Quantity;

    public TradingWorld Buy(decimal quantity, decimal price, decimal commission = 0, decimal fees = 0) =>
        Fill(OrderSide.Buy, quantity, price, commission, fees);

    public TradingWorld Sell(decimal quantity, decimal price, decimal commission = 0, decimal fees = 0) =>
        Fill(OrderSide.Sell, quantity, price, commission, fees);

    public MarkResult Mark(decimal price)
    {
        var result = MarkToMarket.Apply(Position!, price, Next(), Some.Numbers);
        Position = result.Position;
        Totals.Add(Position.RealizedPnl + Position.UnrealizedPnl);
        return result;
    }

    public void Trail(decimal? distance) => Position = TrailingStops.Set(Position!, distance, Next(), Some.Numbers);

    public void Do(FillStep step)
    {
        if (step.Kind == FillKind.Mark && Position is not null)
        {
            Mark(step.Price);
            return;
        }

        var (side, quantity) = step.For(Net);
        Fill(side, quantity, step.Price, step.Commission, step.Fees);
    }

    private TradingWorld Fill(OrderSide side, decimal quantity, decimal price, decimal commission, decimal fees)
    {
        var order = Orders.Some(side, quantity) with { StrategyId = "crossing" };
        var at = Next();
        var fill = OrderFill.Apply(order, Orders.Fill(order, quantity, price) with { Commission = commission, Fees = fees, ExecutedAt = at }, at, Some.Numbers).Execution;
        var open = Trades.LastOrDefault(t => t.Status == TradeStatus.Open);
        var realizedBefore = Position?.RealizedPnl ?? 0;
        var wasHeld = Net != 0;
        var result = FillArithmetic.Apply(Position, open, fill, order.StrategyId, Guid.CreateVersion7(), at, Some.Numbers);
        Fills.Add(fill);
        Results.Add(result);
        Position = result.Position;
        foreach (var trade in result.Trades)
        {
            var known = Trades.FindIndex(t => t.TradeId == trade.TradeId);
            if (known < 0)
            {
                Trades.Add(trade);
                Totals.Clear();
                Totals.Add(wasHeld ? Position.RealizedPnl : realizedBefore);
            }
            else
            {
                Trades[known] = trade;
            }
        }

        Totals.Add(Position.RealizedPnl + Position.UnrealizedPnl);
        return this;
    }

    private DateTime Next() => Some.Day.AddSeconds(++_seconds);
}
