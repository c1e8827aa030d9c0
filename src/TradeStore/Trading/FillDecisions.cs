using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Schema.Tables;

namespace TradeStore.Trading;

/// <summary>Decides about fills: order, execution, position and round trips move together.</summary>
internal sealed class FillDecisions(LiveState state, OrderDecisions orders)
{
    /// <summary>Takes a fill in.</summary>
    /// <returns>What became of it; <see langword="null"/> when its order is not among those that have not ended.</returns>
    public RecordedExecution? Record(Decision decision, Execution fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        if (fill.ExecutionId != Guid.Empty && decision.Knows(state.ExecutionIds, IdentitySet.Of(fill.ExecutionId)))
        {
            return new RecordedExecution { Execution = fill, IsRepeated = true };
        }

        if (decision.Find(state.Orders, fill.OrderId) is not { } order)
        {
            return decision.Knows(state.OrderIds, IdentitySet.Of(fill.OrderId))
                ? null
                : throw new UnknownReferenceException("executions", "order_id", fill.OrderId);
        }

        var at = OrderDecisions.Now(decision);
        var identified = fill.ExecutionId == Guid.Empty ? fill with { ExecutionId = decision.NewId() } : fill;
        var (filledOrder, execution) = Fill(order, identified, at);
        var position = decision.Find(state.Positions, new(order.BotId, order.Exchange, order.Symbol));
        var openTrade = position?.OpenTradeId is { } id ? decision.Find(state.Trades, id) : null;
        var newTradeId = decision.NewId();
        var result = FillArithmetic.Apply(position, openTrade, execution, order.StrategyId, newTradeId, at);
        decision.TryClaim(state.ExecutionIds, IdentitySet.Of(identified.ExecutionId));
        orders.Put(decision, order.Status, filledOrder, message: null);
        decision.Append(ExecutionTable.Definition, result.Execution);
        decision.Put(state.Positions, result.Position);
        foreach (var trade in result.Trades)
        {
            decision.TryClaim(state.TradeIds, IdentitySet.Of(trade.TradeId));
            decision.Put(state.Trades, trade);
        }

        return new RecordedExecution { Execution = result.Execution, Order = filledOrder, Position = result.Position, Trades = result.Trades };
    }

    private static (Order Order, Execution Execution) Fill(Order order, Execution fill, DateTime at)
    {
        var filled = OrderFill.Apply(order, fill, at);
        return (filled.Order, filled.Execution);
    }
}
