using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Tests.Trading.Histories;

internal sealed partial record TradingModel
{
    /// <summary>Takes fills in.</summary>
    /// <param name="fills">The fills.</param>
    /// <param name="tradeIds">The ids that the store made for round trips, in the order in which they were opened.</param>
    /// <param name="now">The time of recording.</param>
    public TradingModel Fill(IEnumerable<Execution> fills, Queue<Guid> tradeIds, DateTime now) =>
        fills.Aggregate(this, (model, fill) => model.Fill(fill, tradeIds, now));

    public TradingModel Mark(string exchange, string symbol, decimal price, DateTime now) => this with
    {
        Positions = Positions.SetItems(Positions
            .Where(p => p.Value.Side != PositionSide.Flat && p.Key.Exchange == exchange && p.Key.Symbol == symbol)
            .Select(p => KeyValuePair.Create(p.Key, Trail(Value(p.Value, price, now))))),
    };

    public TradingModel SetTrailingStop(string bot, string exchange, string symbol, decimal? distance, DateTime now)
    {
        var position = Positions.GetValueOrDefault((bot, exchange, symbol)) ?? throw new UnknownReferenceException("positions", "symbol", $"{symbol} of {bot} at {exchange}");
        if (distance is not null && (distance <= 0 || position.Side == PositionSide.Flat))
        {
            throw new InvalidRowException("positions", 0, "trailing_distance", distance, "");
        }

        return this with { Positions = Positions.SetItem((bot, exchange, symbol), Trail(position with { TrailingDistance = distance, TrailingStop = null, UpdatedAt = now })) };
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 8, MidpointRounding.ToEven);

    private static Position Value(Position position, decimal price, DateTime now)
    {
        var value = position.Quantity * price;
        var unrealized = position.Side == PositionSide.Short ? position.CostBasis - value : value - position.CostBasis;
        var total = position.RealizedPnl + unrealized;
        var peak = Math.Max(position.PeakPnl, total);
        var drawdown = Math.Max(position.MaxDrawdown, peak - total);
        return position with { CurrentPrice = price, MarketValue = value, UnrealizedPnl = unrealized, PeakPnl = peak, MaxDrawdown = drawdown, UpdatedAt = now };
    }

    private static Position Trail(Position position)
    {
        if (position.TrailingDistance is not { } distance || position.Side == PositionSide.Flat)
        {
            return position;
        }

        var isLong = position.Side == PositionSide.Long;
        var stop = position.CurrentPrice!.Value + (isLong ? -distance : distance);
        var isBetter = position.TrailingStop is not { } old || (isLong ? stop > old : stop < old);
        return isBetter ? position with { TrailingStop = stop } : position;
    }

    private TradingModel Fill(Execution fill, Queue<Guid> tradeIds, DateTime now)
    {
        if (Executions.ContainsKey(fill.ExecutionId))
        {
            return this;
        }

        var order = Orders.GetValueOrDefault(fill.OrderId) ?? throw new UnknownReferenceException("executions", "order_id", fill.OrderId);
        var filled = order.FilledQuantity + fill.Quantity;
        if (filled > order.Quantity)
        {
            throw new OverfillException(order.OrderId, order.Quantity, order.FilledQuantity, fill.Quantity);
        }

        var isWhole = filled == order.Quantity;
        var isLate = order.Status is OrderStatus.Cancelled or OrderStatus.Expired;
        var status = isWhole ? OrderStatus.Filled : isLate ? order.Status : OrderStatus.Partial;
        if (order.Status == OrderStatus.Rejected)
        {
            throw new IllegalTransitionException(order.OrderId, order.Status, status, []);
        }

        var notional = order.FilledNotional + (fill.Quantity * fill.Price);
        var written = Write(order.Status, order with
        {
            FilledQuantity = filled,
            FilledNotional = notional,
            AverageFillPrice = Rounded(notional / filled),
            Status = status,
            Commission = order.Commission + fill.Commission,
            CommissionCurrency = fill.CommissionCurrency,
            FilledAt = isWhole ? fill.ExecutedAt : null,
            UpdatedAt = now,
        }, message: null);
        var key = (order.BotId, order.Exchange, order.Symbol);
        var before = Positions.GetValueOrDefault(key)
            ?? new Position { BotId = order.BotId, Exchange = order.Exchange, Symbol = order.Symbol, Side = PositionSide.Flat, UpdatedAt = now };
        var move = new ModelMove(before, before.OpenTradeId is { } open ? Trades[open] : null, order, fill, tradeIds, now);
        return written with
        {
            Positions = Positions.SetItem(key, move.Position),
            Trades = Trades.SetItems(move.Trades.Select(t => KeyValuePair.Create(t.TradeId, t))),
            Executions = Executions.Add(fill.ExecutionId, fill with
            {
                BotId = order.BotId,
                Exchange = order.Exchange,
                Symbol = order.Symbol,
                Side = order.Side,
                ReportedAt = now,
                CorrelationId = order.CorrelationId,
                Type = isWhole ? ExecutionType.Full : ExecutionType.Partial,
                RealizedPnl = move.Position.RealizedPnl - before.RealizedPnl,
            }),
        };
    }

    /// <summary>One fill's way through a position: what it closes first, what it opens then.</summary>
    private sealed class ModelMove
    {
        private readonly Order _order;
        private readonly Execution _fill;
        private readonly DateTime _now;

        public ModelMove(Position before, Trade? open, Order order, Execution fill, Queue<Guid> tradeIds, DateTime now)
        {
            (_order, _fill, _now, Position) = (order, fill, now, before);
            var side = order.Side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short;
            var closed = before.Side == side || before.Side == PositionSide.Flat ? 0 : Math.Min(before.Quantity, fill.Quantity);
            var opened = fill.Quantity - closed;
            var charges = fill.Commission + fill.Fees;
            var openedCharges = Rounded(charges * opened / fill.Quantity);
            if (closed > 0)
            {
                Close(closed, open!, charges - openedCharges);
            }

            if (opened > 0)
            {
                Open(opened, side, closed > 0 ? null : open, openedCharges, tradeIds);
            }

            Position = Position with { Commission = before.Commission + charges };
        }

        public Position Position { get; private set; }

        public List<Trade> Trades { get; } = [];

        private void Close(decimal quantity, Trade trade, decimal charges)
        {
            var notional = quantity * _fill.Price;
            var cost = Rounded(Position.CostBasis * quantity / Position.Quantity);
            var isFlat = quantity == Position.Quantity;
            var reduced = Position with
            {
                Quantity = Position.Quantity - quantity,
                CostBasis = Position.CostBasis - cost,
                RealizedPnl = Position.RealizedPnl + (Position.Side == PositionSide.Long ? notional - cost : cost - notional),
            };
            reduced = isFlat
                ? reduced with { Side = PositionSide.Flat, AverageEntryPrice = 0, TrailingDistance = null, TrailingStop = null, ClosedAt = _fill.ExecutedAt, OpenTradeId = null }
                : reduced with { AverageEntryPrice = Rounded(reduced.CostBasis / reduced.Quantity) };
            Position = Value(reduced, _fill.Price, _now);
            var exited = trade.ExitQuantity + quantity;
            var amount = trade.ExitAmount + notional;
            var left = trade with { ExitQuantity = exited, ExitAmount = amount, ExitPrice = Rounded(amount / exited), Commission = trade.Commission + charges };
            var net = (trade.Side == PositionSide.Long ? amount - trade.Amount : trade.Amount - amount) - left.Commission;
            Trades.Add(isFlat ? left with { Status = TradeStatus.Closed, ExitTime = _fill.ExecutedAt, PnlUsd = net, PnlPct = Fraction(net, trade.Amount) } : left);
        }

        private void Open(decimal quantity, PositionSide side, Trade? trade, decimal charges, Queue<Guid> tradeIds)
        {
            var notional = quantity * _fill.Price;
            var entered = trade ?? new Trade
            {
                TradeId = tradeIds.Dequeue(),
                BotId = _order.BotId,
                Exchange = _order.Exchange,
                Symbol = _order.Symbol,
                Action = side == PositionSide.Long ? TradeAction.Buy : TradeAction.Sell,
                Side = side,
                Quantity = 0,
                EntryTime = _fill.ExecutedAt,
                EntryPrice = 0,
                Status = TradeStatus.Open,
            };
            var (total, amount) = (entered.Quantity + quantity, entered.Amount + notional);
            Trades.Add(entered with { Quantity = total, Amount = amount, EntryPrice = Rounded(amount / total), Commission = entered.Commission + charges });
            var opened = trade is not null ? Position : Position with
            {
                Side = side,
                FirstEntryTime = Position.FirstEntryTime ?? _fill.ExecutedAt,
                PeakPnl = Position.RealizedPnl,
                MaxDrawdown = 0,
                OpenedAt = _fill.ExecutedAt,
                ClosedAt = null,
                OpenTradeId = entered.TradeId,
                StrategyId = _order.StrategyId,
            };
            var (held, cost) = (opened.Quantity + quantity, opened.CostBasis + notional);
            Position = Value(opened with { Quantity = held, CostBasis = cost, AverageEntryPrice = Rounded(cost / held) }, _fill.Price, _now);
        }
    }
}
