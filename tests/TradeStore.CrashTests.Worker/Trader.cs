using System.Globalization;
using TradeStore.Model;

namespace TradeStore.CrashTests.Worker;

/// <summary>
/// Trades until told to stop, one call after the other: orders and brackets, fills that open, add, close and turn round, retries and cancels. Two
/// traders share a bot and its positions, but no orders. The last trader of all values a symbol that every bot holds.
/// </summary>
public sealed class Trader(Store store, int run, int number, Action<string> say)
{
    public const string MarkedSymbol = "HELD";
    private readonly Random _random = new(unchecked((run * 1_000) + number));
    private int _calls;

    private string Bot => BotOf(number);

    private string Strategy => $"trader{number}";

    public static string BotOf(int trader) => $"bot{trader / 2}";

    /// <summary>Lets so many traders trade at once, and another one mark.</summary>
    public static async Task TradeAsync(Store store, int run, int traders, Action<string> say, Func<bool> goOn)
    {
        var marker = new Trader(store, run, traders, say);
        await marker.PrepareAsync(traders).ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, traders).Select(t => new Trader(store, run, t, say)).Select(t => Task.Run(() => t.TradeAsync(goOn)))
            .Append(Task.Run(() => marker.MarkAsync(goOn)))).ConfigureAwait(false);
    }

    /// <summary>Registers the bots of so many traders, each with a position in the symbol that is valued.</summary>
    private async Task PrepareAsync(int traders)
    {
        foreach (var bot in Enumerable.Range(0, traders).Select(BotOf).Distinct(StringComparer.Ordinal))
        {
            if (store.Bots.Find(bot) is null)
            {
                await SendAsync(new TradingCall { Id = NextId(), Kind = TradingCallKind.Register, BotId = bot }).ConfigureAwait(false);
            }

            if (store.Positions.Find(bot, TradingCall.Exchange, MarkedSymbol) is null)
            {
                var id = NextId();
                var order = NewOrder(id, 0, MarkedSymbol) with { BotId = bot, Side = OrderSide.Buy, Quantity = 2 };
                await SendAsync(new TradingCall { Id = id, Kind = TradingCallKind.Submit, Orders = [order] }).ConfigureAwait(false);
                id = NextId();
                await SendAsync(new TradingCall { Id = id, Kind = TradingCallKind.Fill, Fills = [NewFill(id, 0, order, 1) with { Price = 1 }] }).ConfigureAwait(false);
            }
        }
    }

    private async Task TradeAsync(Func<bool> goOn)
    {
        while (goOn())
        {
            await SendAsync(Next()).ConfigureAwait(false);
        }
    }

    private async Task MarkAsync(Func<bool> goOn)
    {
        var price = store.Positions.GetOpen().Where(p => p.Symbol == MarkedSymbol).Max(p => p.CurrentPrice)!.Value;
        while (goOn())
        {
            await SendAsync(new TradingCall { Id = NextId(), Kind = TradingCallKind.Mark, Price = ++price }).ConfigureAwait(false);
        }
    }

    private TradingCall Next()
    {
        // What is acknowledged is seen at once, whoever wrote it: this process or one that is dead.
        var open = store.Orders.GetOpen(Bot).Where(o => o.StrategyId == Strategy).ToList();
        var id = NextId();
        var choice = _random.Next(10);
        if (open.Count == 0 || (open.Count < 12 && choice < 3))
        {
            return new TradingCall { Id = id, Kind = TradingCallKind.Submit, Orders = choice == 0 ? NewBracket(id) : [NewOrder(id, 0, Symbol())] };
        }

        var order = open[_random.Next(open.Count)];
        return choice switch
        {
            9 => new TradingCall { Id = id, Kind = TradingCallKind.Cancel, OrderId = order.OrderId },
            8 => new TradingCall { Id = id, Kind = TradingCallKind.Retry, OrderId = order.OrderId },
            _ => new TradingCall { Id = id, Kind = TradingCallKind.Fill, Fills = Fills(id, order, open[_random.Next(open.Count)]) },
        };
    }

    private async Task SendAsync(TradingCall call)
    {
        say(call.Format());
        try
        {
            await call.SendAsync(store).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            say($"!{call.Id} {exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}");
            throw;
        }

        say($"={call.Id}");
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{run}.{number}.{_calls++}");

    private string Symbol() => $"S{_random.Next(2)}";

    private Order NewOrder(string id, int index, string symbol) => new()
    {
        OrderId = IdOf(index),
        ClientOrderId = _random.Next(5) == 0 ? null : $"{id}.{index}",
        BotId = Bot,
        StrategyId = Strategy,
        Exchange = TradingCall.Exchange,
        Symbol = symbol,
        Side = _random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Gtc,
        Quantity = _random.Next(1, 1_000) / 8m,
        Price = 100,
        Status = _random.Next(2) == 0 ? OrderStatus.Pending : OrderStatus.Submitted,
        StatusMessage = id,
        Metadata = $$"""{"of":"{{id}}"}""",
    };

    private List<Order> NewBracket(string id)
    {
        var parent = NewOrder(id, 0, Symbol());
        return [parent, .. Enumerable.Range(1, 2).Select(i => NewOrder(id, i, parent.Symbol) with { ParentOrderId = parent.OrderId })];
    }

    // Of one order, of two, or twice of the same.
    private List<Execution> Fills(string id, Order first, Order second)
    {
        var left = first.Quantity - first.FilledQuantity;
        var part = _random.Next(3) == 0 ? left : Math.Max(Math.Round(left * _random.Next(1, 10) / 10, 8), 0.00000001m);
        var fills = new List<Execution> { NewFill(id, 0, first, part) };
        if (_random.Next(4) == 0)
        {
            var rest = first.OrderId == second.OrderId ? left - part : second.Quantity - second.FilledQuantity;
            if (rest > 0)
            {
                fills.Add(NewFill(id, 1, second, rest));
            }
        }

        return fills;
    }

    private Execution NewFill(string id, int index, Order order, decimal quantity) => new()
    {
        ExecutionId = IdOf(index),
        OrderId = order.OrderId,
        Quantity = quantity,
        Price = Math.Round(90 + (_random.Next(140) / 7m), 8),
        ExecutedAt = TickBatch.Day.AddDays(_random.Next(60)).AddSeconds(run),
        Commission = _random.Next(100) / 100m,
        Fees = _random.Next(10) / 1000m,
        ExchangeTradeId = $"{id}{TradingCall.FillMark}{index}",
    };

    // The number of the call is the one given out last.
    private Guid IdOf(int index) => new(run, (short)number, (short)index, BitConverter.GetBytes((long)_calls));
}
