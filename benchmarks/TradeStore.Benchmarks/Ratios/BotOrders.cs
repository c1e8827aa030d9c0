using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The orders of one bot of many, submitted one by one and filled one by one.</summary>
internal sealed class BotOrders
{
    private const string Exchange = "BENCH";
    private const int Symbols = 5;
    private const int PartsOfAnOrder = 4;

    private readonly string _botId;
    private Order? _filling;
    private int _fillsLeft;
    private int _submitted;
    private int _filled;

    private BotOrders(string botId) => _botId = botId;

    public static async Task<IReadOnlyList<BotOrders>> RegisterAsync(Store store, int count, CancellationToken cancellationToken)
    {
        var bots = Enumerable.Range(0, count).Select(number => new BotOrders($"bot-{number:000}")).ToList();
        await Task.WhenAll(bots.Select(bot =>
            store.Bots.RegisterAsync(new Bot { BotId = bot._botId, Name = bot._botId, Status = BotStatus.Running }, cancellationToken)));
        foreach (var bot in bots)
        {
            await bot.NextToFillAsync(store);
        }

        return bots;
    }

    /// <summary>Throws when something acknowledged is not there.</summary>
    public static async Task CheckAsync(Store store, IReadOnlyList<BotOrders> bots, CancellationToken cancellationToken)
    {
        var orders = await store.QueryAsync<long>("SELECT count(*) FROM orders", cancellationToken: cancellationToken);
        var executions = await store.QueryAsync<long>("SELECT count(*) FROM executions", cancellationToken: cancellationToken);
        RatioRun.Check(
            orders[0] == bots.Sum(b => (long)b._submitted) && executions[0] == bots.Sum(b => (long)b._filled),
            $"the store holds {orders[0]} orders and {executions[0]} executions, which is not what was acknowledged");
    }

    /// <summary>Submits an order.</summary>
    public async Task SubmitAsync(Store store)
    {
        await store.Orders.SubmitAsync(NewOrder());
        _submitted++;
    }

    /// <summary>Records a fill of the bot's current order: order, event, execution, position and round trip move in one frame.</summary>
    public async Task FillAsync(Store store)
    {
        await store.Executions.RecordAsync(new Execution
        {
            OrderId = _filling!.OrderId,
            Quantity = _filling.Quantity / PartsOfAnOrder,
            Price = 100 + (_filled % 7),
            ExecutedAt = _filling.CreatedAt,
            Commission = 0.1m,
        });
        _filled++;
        if (--_fillsLeft == 0)
        {
            await NextToFillAsync(store);
        }
    }

    private async Task NextToFillAsync(Store store)
    {
        _filling = await store.Orders.SubmitAsync(NewOrder());
        _submitted++;
        _fillsLeft = PartsOfAnOrder;
    }

    private Order NewOrder() => new()
    {
        BotId = _botId,
        ClientOrderId = $"{_botId}/{_submitted}",
        Exchange = Exchange,
        Symbol = $"S{_submitted % Symbols}",
        Side = _submitted / Symbols % 2 == 0 ? OrderSide.Buy : OrderSide.Sell,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Day,
        Quantity = 400,
        Price = 100.25m,
        Status = OrderStatus.Submitted,
    };
}
