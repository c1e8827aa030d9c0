using TradeStore.Model;

namespace TradeStore.Testing;

/// <summary>
/// Makes bots, and orders of theirs with fills: the same for the same seed and settings, with ids of their own, always valid, and never
/// filled beyond their quantity. Register the bots before the orders are submitted.
/// </summary>
public sealed class TradingMaker
{
    private const int MostFills = 4;
    private readonly int _seed;
    private readonly MarketDataSettings _market;

    /// <summary>Makes a maker.</summary>
    /// <param name="seed">What decides every value.</param>
    /// <param name="market">What is traded, and when; the defaults of <see cref="MarketDataSettings"/> when left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public TradingMaker(int seed, MarketDataSettings? market = null)
    {
        _seed = seed;
        _market = market ?? new MarketDataSettings();

        // The same settings make market data: what is refused there is refused here.
        _ = new MarketDataMaker(seed, _market);
    }

    /// <summary>Returns running bots: <c>bot-1</c>, <c>bot-2</c> …</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<Bot> Bots(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Enumerable.Range(1, count).Select(i => new Bot { BotId = $"bot-{i}", Name = $"Bot {i}", Strategy = "made", Status = BotStatus.Running, Exchange = _market.Exchange })];
    }

    /// <summary>Returns market and limit orders of those bots on both sides, created in order of time, about a third of them each unfilled, part filled and filled.</summary>
    /// <param name="count">How many.</param>
    /// <param name="bots">The bots that trade.</param>
    /// <exception cref="ArgumentException">There is no bot.</exception>
    public IReadOnlyList<OrderWithFills> Orders(int count, IReadOnlyList<Bot> bots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(bots);
        if (bots.Count == 0)
        {
            throw new ArgumentException("There is no bot to trade.", nameof(bots));
        }

#pragma warning disable CA5394 // Rows to test with are to be the same each time.
        var random = new Random(_seed);
        return [.. Enumerable.Range(0, count).Select(i => Make(random, i, count, bots[random.Next(bots.Count)].BotId))];
    }

    private OrderWithFills Make(Random random, int number, int count, string bot)
    {
        var price = _market.FirstPrice + (random.Next(-50, 51) * _market.PriceStep);
        var isLimit = random.Next(2) == 0;
        var lots = random.Next(1, 11);
        var order = new Order
        {
            OrderId = NewId(random),
            ClientOrderId = $"made-{_seed}-{number + 1}",
            BotId = bot,
            StrategyId = "made",
            Exchange = _market.Exchange,
            Symbol = _market.Symbols[random.Next(_market.Symbols.Count)],
            Side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            Type = isLimit ? OrderType.Limit : OrderType.Market,
            TimeInForce = isLimit ? TimeInForce.Gtc : TimeInForce.Day,
            Quantity = lots * 10,
            Price = isLimit ? price : null,
            CreatedAt = At(number, count),
        };
        return new OrderWithFills(order, Fills(random, order, price, FilledLots(random, lots), At(number, count)));
    }

    private List<Execution> Fills(Random random, Order order, decimal price, int lots, DateTime time)
    {
        var fills = new List<Execution>();
        while (lots > 0)
        {
            var part = fills.Count == MostFills - 1 ? lots : random.Next(1, lots + 1);
            lots -= part;
            time = time.AddMicroseconds(random.Next(1, 1_000));
            fills.Add(new Execution
            {
                ExecutionId = NewId(random),
                OrderId = order.OrderId,
                Quantity = part * 10,
                Price = price + (random.Next(-2, 3) * _market.PriceStep),
                ExecutedAt = time,
                Commission = 0.01m * part,
                CommissionCurrency = "USD",
            });
        }

        return fills;
    }

    private static int FilledLots(Random random, int lots) => random.Next(3) switch
    {
        0 => 0,
        1 => random.Next(1, lots + 1),
        _ => lots,
    };

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
#pragma warning restore CA5394

    private DateTime At(int number, int count) => _market.Open.AddMicroseconds(_market.Length.Ticks / TimeSpan.TicksPerMicrosecond * number / count);
}
