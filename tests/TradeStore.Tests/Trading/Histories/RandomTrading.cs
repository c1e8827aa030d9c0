using Microsoft.Extensions.Time.Testing;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>Random calls, sensible and not: repeated, unknown, too large, illegal.</summary>
/// <param name="random">The source.</param>
/// <param name="clock">The store's clock.</param>
internal sealed class RandomTrading(Random random, FakeTimeProvider clock)
{
    public const string Market = "0x1";
    private readonly List<Guid> _orders = [];
    private readonly List<Execution> _fills = [];
    private readonly List<Guid> _trades = [];

    // Orders that calls of the running group end, and what they leave of those they fill. A fill of an order that has ended takes a look into the
    // database, so that among calls made at once its turn would be open.
    private readonly HashSet<Guid> _ending = [];
    private readonly Dictionary<Guid, decimal> _left = [];

    /// <summary>Returns calls that are made at once, without waiting for one another.</summary>
    public List<TradingStep> Group(TradingModel model)
    {
        _ending.Clear();
        _left.Clear();
        var count = random.Next(3) == 0 ? random.Next(2, 8) : 1;
        return [.. Enumerable.Range(0, count).Select(_ => Step(model, isAlone: count == 1))];
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private decimal Price => random.Next(-100, 1_000) / 4m;

    private string Symbol => random.Next(2) == 0 ? "A" : "B";

    private string Bot => random.Next(25) == 0 ? "nobody" : $"bot {random.Next(4)}";

    private string? Message => random.Next(2) == 0 ? null : $"note {random.Next(100)}";

    private TradingStep Step(TradingModel model, bool isAlone) => random.Next(30) switch
    {
        0 => Register(),
        < 7 => Submit([Order()]),
        < 9 => Submit(Bracket()),
        < 16 => Fill([Fill(model, isAlone)]),
        < 19 => Fill([.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Fill(model, isAlone))]),
        < 22 => Update(model, isAlone),
        < 23 => Amend(model, isAlone),
        < 24 => Retry(model, isAlone),
        < 26 => Mark(),
        < 28 => Trail(),
        28 => Open(),
        _ => Close(model),
    };

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private TradingStep Register()
    {
        var id = $"bot {random.Next(4)}";
        return TradingStep.Of(s => s.Bots.RegisterAsync(Some.Bot(id)), (m, _) => m.Register(id));
    }

    private Order Order()
    {
        var repeated = random.Next(20) == 0 && _orders.Count > 0 ? _orders[^1] : NewId();
        _orders.Add(repeated);
        return new Order
        {
            OrderId = repeated,
            ClientOrderId = random.Next(3) == 0 ? $"client {random.Next(500)}" : null,
            BotId = Bot,
            StrategyId = random.Next(2) == 0 ? null : "crossing",
            Exchange = "X",
            Symbol = Symbol,
            Side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            Type = OrderType.Market,
            TimeInForce = TimeInForce.Day,
            Quantity = random.Next(1, 20) / 2m,
            Status = random.Next(2) == 0 ? OrderStatus.Pending : OrderStatus.Submitted,
            StatusMessage = Message,
            CorrelationId = NewId(),
            ParentOrderId = random.Next(30) == 0 ? NewId() : null,
        };
    }

    private List<Order> Bracket()
    {
        var parent = Order();
        return [parent, Order() with { ParentOrderId = parent.OrderId }, Order() with { ParentOrderId = parent.OrderId }];
    }

    private TradingStep Submit(List<Order> orders)
    {
        var now = Now;
        return orders is [var one] && random.Next(2) == 0
            ? TradingStep.Of(s => s.Orders.SubmitAsync(one), (m, _) => m.Submit(orders, now))
            : TradingStep.Of(s => s.Orders.SubmitAsync(orders), (m, _) => m.Submit(orders, now));
    }

    private Guid Pick(TradingModel model, bool isAlone, bool isToFill = false)
    {
        for (var i = 0; i < 5 && random.Next(25) != 0 && _orders.Count > 0; i++)
        {
            var id = _orders[^(1 + random.Next(Math.Min(10, _orders.Count)))];
            var isEnded = _left.GetValueOrDefault(id, 1) <= 0 || (model.Orders.GetValueOrDefault(id) is { } order && TradingModel.HasEnded(order));
            if (isAlone || (!_ending.Contains(id) && !(isToFill && isEnded)))
            {
                return id;
            }
        }

        return NewId();
    }

    private Execution Fill(TradingModel model, bool isAlone)
    {
        // One that came before is read before its call is decided about, and what is called meanwhile comes first.
        if (isAlone && _fills.Count > 0 && random.Next(4) == 0)
        {
            return _fills[^(1 + random.Next(Math.Min(6, _fills.Count)))];
        }

        var id = Pick(model, isAlone, isToFill: true);
        var order = model.Orders.GetValueOrDefault(id);
        var left = order is null ? 5 : order.Quantity - order.FilledQuantity;
        var fill = new Execution
        {
            ExecutionId = NewId(),
            OrderId = id,
            Quantity = left == 0 ? 0.5m : random.Next(8) switch
            {
                0 => left + 0.5m,
                < 4 => left,
                _ => Math.Ceiling(left * random.Next(1, 10)) / 10m > left ? left : Math.Ceiling(left * random.Next(1, 10)) / 10m,
            },
            Price = Price,
            ExecutedAt = Now.AddDays(-random.Next(2) * random.Next(40)),
            Commission = random.Next(3) * 0.25m,
            CommissionCurrency = "USD",
            Fees = random.Next(3) * 0.01m,
        };
        _fills.Add(fill);
        _left[id] = _left.GetValueOrDefault(id, left) - fill.Quantity;
        return fill;
    }

    private TradingStep Fill(List<Execution> fills)
    {
        var now = Now;
        return TradingStep.Of(s => s.Executions.RecordAsync(fills), (m, ids) => m.Fill(fills, ids, now));
    }

    private TradingStep Update(TradingModel model, bool isAlone)
    {
        var (id, message, now) = (Pick(model, isAlone), Message, Now);
        var status = random.Next(5) switch
        {
            0 => OrderStatus.Submitted,
            1 => OrderStatus.Rejected,
            2 => OrderStatus.Expired,
            _ => OrderStatus.Cancelled,
        };
        _ending.Add(id);
        return TradingStep.Of(s => s.Orders.UpdateStatusAsync(id, status, message), (m, _) => m.Update(id, status, message, now));
    }

    private TradingStep Amend(TradingModel model, bool isAlone)
    {
        var (id, message, now, quantity) = (Pick(model, isAlone), Message, Now, random.Next(1, 20) / 2m);
        return TradingStep.Of(s => s.Orders.AmendAsync(id, quantity, message: message), (m, _) => m.Amend(id, quantity, message, now));
    }

    private TradingStep Retry(TradingModel model, bool isAlone)
    {
        var (id, message, now) = (Pick(model, isAlone), Message, Now);
        return TradingStep.Of(s => s.Orders.NoteRetryAsync(id, message), (m, _) => m.Retry(id, message, now));
    }

    private TradingStep Mark()
    {
        var (symbol, price, now) = (Symbol, Price, Now);
        return TradingStep.Of(s => s.Positions.MarkAsync("X", symbol, price), (m, _) => m.Mark("X", symbol, price, now));
    }

    private TradingStep Trail()
    {
        var (bot, symbol, now) = (Bot, Symbol, Now);
        decimal? distance = random.Next(6) switch { 0 => null, 1 => 0m, _ => random.Next(1, 50) / 4m };
        return TradingStep.Of(s => s.Positions.SetTrailingStopAsync(bot, "X", symbol, distance), (m, _) => m.SetTrailingStop(bot, "X", symbol, distance, now));
    }

    private TradingStep Open()
    {
        var trade = new Trade
        {
            TradeId = random.Next(10) == 0 && _trades.Count > 0 ? _trades[^1] : NewId(),
            BotId = Bot,
            MarketId = Market,
            Action = (TradeAction)random.Next((int)TradeAction.BuyYes, (int)TradeAction.SellNo + 1),
            Side = random.Next(4) switch { 0 => PositionSide.Short, 1 => PositionSide.Long, _ => PositionSide.None },
            Quantity = random.Next(1, 100),
            EntryTime = Now.AddDays(-random.Next(40)),
            EntryPrice = random.Next(0, 100) / 100m,
            Status = TradeStatus.Open,
        };
        _trades.Add(trade.TradeId);
        return TradingStep.Of(s => s.RoundTrips.OpenAsync(trade), (m, _) => m.Open(trade));
    }

    private TradingStep Close(TradingModel model)
    {
        var kept = model.Positions.Values.FirstOrDefault(p => p.OpenTradeId is not null)?.OpenTradeId;
        var (price, now) = (random.Next(0, 100) / 100m, Now);
        var id = random.Next(6) == 0 && kept is { } position ? position : _trades.Count > 0 ? _trades[^(1 + random.Next(Math.Min(4, _trades.Count)))] : NewId();
        return TradingStep.Of(s => s.RoundTrips.CloseAsync(id, price), (m, _) => m.Close(id, price, now));
    }
}
