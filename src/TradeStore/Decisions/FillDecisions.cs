using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Decisions;

/// <summary>Decides about fills: order, execution, position and round trips move together.</summary>
internal sealed class FillDecisions(LiveState state, OrderDecisions orders)
{
    // Counted so that an order read from the database is known to be the newest version of it; of each order, so that nobody has to read again for
    // the late fills of others.
    private readonly Dictionary<Guid, long> _lateFills = [];

    /// <summary>Takes fills in, in their order.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="fills">The fills.</param>
    /// <param name="ended">Orders that have ended; it says which must be read first when nothing is returned.</param>
    /// <param name="recorded">Fills that come again; it says which must be read first when nothing is returned.</param>
    public IReadOnlyList<RecordedExecution>? Record(Decision decision, IReadOnlyList<Execution> fills, EndedOrders ended, RecordedFills recorded)
    {
        foreach (var fill in fills)
        {
            if (IsRepeated(decision, fill))
            {
                recorded.Ask(decision.AsStored(ExecutionTable.Definition, fill));
            }
            else if (Find(decision, fill.OrderId, ended) is null && decision.Knows(state.OrderIds, IdentitySet.Of(fill.OrderId)))
            {
                ended.Ask(fill.OrderId, _lateFills.GetValueOrDefault(fill.OrderId));
            }
        }

        return ended.Missing.Count + recorded.Missing.Count > 0 ? null : RowByRow.Decide(fills, fill => Record(decision, fill, ended, recorded));
    }

    /// <summary>Returns an order that has ended, and asks for it when it must be read first.</summary>
    public Order? FindEnded(Guid orderId, EndedOrders ended)
    {
        var lateFills = _lateFills.GetValueOrDefault(orderId);
        if (ended.Find(orderId, lateFills) is { } order)
        {
            return order;
        }

        ended.Ask(orderId, lateFills);
        return null;
    }

    private RecordedExecution Record(Decision decision, Execution fill, EndedOrders ended, RecordedFills recorded)
    {
        fill = decision.AsStored(ExecutionTable.Definition, fill);
        if (IsRepeated(decision, fill))
        {
            return Repeated(decision, fill, recorded.Find(fill.ExecutionId));
        }

        var order = Find(decision, fill.OrderId, ended) ?? throw new UnknownReferenceException("executions", "order_id", fill.OrderId);
        var at = decision.Time;
        var identified = fill.ExecutionId == Guid.Empty ? fill with { ExecutionId = decision.NewId() } : fill;
        var completed = OrderFill.Complete(order, identified, at, state.Numbers);
        var venue = VenueFill.Of(completed);
        if (venue is { } known && decision.Knows(state.VenueFills, known.Identity))
        {
            return decision.Knows(state.VenueFillContents, known.Content)
                ? new RecordedExecution { Execution = fill, IsRepeated = true }
                : throw new DuplicateKeyException("executions", "exchange_trade_id", fill.ExchangeTradeId!, completed);
        }

        ThrowIfUnknown(completed);
        var filled = OrderFill.Apply(order, completed, at, state.Numbers);
        var position = decision.Find(state.Positions, new(order.BotId, order.Exchange, order.Symbol));
        var openTrade = OpenTrade(decision, position);
        position = openTrade is null ? position : position! with { OpenTradeId = openTrade.TradeId };
        var result = FillArithmetic.Apply(position, openTrade, filled.Execution, order.StrategyId, decision.NewId(), at, state.Numbers);
        decision.TryClaim(state.ExecutionIds, IdentitySet.Of(identified.ExecutionId));
        if (venue is { } named)
        {
            decision.TryClaim(state.VenueFills, named.Identity);
            decision.TryClaim(state.VenueFillContents, named.Content);
        }

        if (OrderTransitions.IsTerminal(order.Status))
        {
            decision.OnDecided(() => _lateFills[order.OrderId] = _lateFills.GetValueOrDefault(order.OrderId) + 1);
        }

        // The fill comes first, so that what is wrong with it is said of its own columns.
        decision.Append(ExecutionTable.Definition, result.Execution);
        orders.Put(decision, order.Status, filled.Order, message: null);
        decision.Put(state.Positions, result.Position);
        foreach (var trade in result.Trades)
        {
            decision.TryClaim(state.TradeIds, IdentitySet.Of(trade.TradeId));
            decision.Put(state.Trades, trade);
        }

        recorded.Add(result.Execution);
        return new RecordedExecution { Execution = result.Execution, Order = filled.Order, Position = result.Position, Trades = result.Trades };
    }

    // What could not be read any more cannot be compared, and it is there.
    private RecordedExecution Repeated(Decision decision, Execution fill, Execution? recorded)
    {
        if (recorded is null)
        {
            return new RecordedExecution { Execution = fill, IsRepeated = true };
        }

        var tradeId = recorded.ExchangeTradeId ?? decision.Find(state.LaterTradeIds, recorded.ExecutionId)?.ExchangeTradeId;
        if (!VenueFill.SayTheSame(recorded, fill) || (fill.ExchangeTradeId ?? tradeId) != (tradeId ?? fill.ExchangeTradeId))
        {
            throw new DuplicateKeyException("executions", "execution_id", fill.ExecutionId, fill, recorded, VenueFill.Describe(recorded with { ExchangeTradeId = tradeId }));
        }

        if (fill.ExchangeTradeId is not null && tradeId is null)
        {
            Learn(decision, recorded with { ExchangeTradeId = fill.ExchangeTradeId });
        }

        return new RecordedExecution { Execution = recorded, IsRepeated = true };
    }

    // The next report may have the venue's id alone.
    private void Learn(Decision decision, Execution named)
    {
        var venue = VenueFill.Of(named)!.Value;
        if (!decision.TryClaim(state.VenueFills, venue.Identity))
        {
            throw new DuplicateKeyException("executions", "exchange_trade_id", named.ExchangeTradeId!, named);
        }

        decision.TryClaim(state.VenueFillContents, venue.Content);
        decision.Put(state.LaterTradeIds, ExecutionTradeId.Of(named, decision.Time));
    }

    // A fill that is recorded twice stays so for good; one that is refused can be recorded once the file is back.
    private void ThrowIfUnknown(Execution fill)
    {
        var at = (fill.ExecutedAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        if (state.UnreadFills.FirstOrDefault(p => at >= p.Start && at < p.End) is { Name: { } name })
        {
            throw new StoreCorruptException(
                $"Whether the fill of {fill.ExecutedAt:O} was recorded before cannot be told: the partition {name} of 'executions' could not be read when the store was opened. "
                    + "Nothing was changed. Repair it (Store.RepairAsync), open the store again, and record the fill then.",
                [$"The partition {name} of 'executions' could not be read when the store was opened."]);
        }
    }

    private Trade? OpenTrade(Decision decision, Position? position)
    {
        var stored = position?.OpenTradeId is { } id ? decision.Find(state.Trades, id) : null;

        // A lost one comes back under its own id, unless another has that now.
        var lostId = position?.OpenTradeId is { } lost && !decision.Knows(state.TradeIds, IdentitySet.Of(lost)) ? lost : decision.NewId();
        return KeptTrade.Of(position, stored, lostId);
    }

    private Order? Find(Decision decision, Guid orderId, EndedOrders ended) =>
        decision.Find(state.Orders, orderId) ?? ended.Find(orderId, _lateFills.GetValueOrDefault(orderId));

    private bool IsRepeated(Decision decision, Execution fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        return fill.ExecutionId != Guid.Empty && decision.Knows(state.ExecutionIds, IdentitySet.Of(fill.ExecutionId));
    }
}
