using TradeStore.Model;

namespace TradeStore.CrashTests;

/// <summary>Everything of trading that a store's database holds.</summary>
internal sealed record TradingRows
{
    public required IReadOnlyList<Bot> Bots { get; init; }

    public required IReadOnlyList<Order> Orders { get; init; }

    public required IReadOnlyList<OrderEvent> Events { get; init; }

    public required IReadOnlyList<Execution> Executions { get; init; }

    public required IReadOnlyList<Position> Positions { get; init; }

    public required IReadOnlyList<Trade> Trades { get; init; }

    public static async Task<TradingRows> ReadAsync(Store store) => new()
    {
        Bots = await store.Bots.Query().ToListAsync(),
        Orders = await store.Orders.Query().ToListAsync(),
        Events = await store.Orders.QueryEvents().ToListAsync(),
        Executions = await store.Executions.Query().ToListAsync(),
        Positions = await store.Positions.Query().ToListAsync(),
        Trades = await store.RoundTrips.Query().ToListAsync(),
    };

    /// <summary>Compares what the store has in memory with the rows.</summary>
    /// <returns>What differs; empty when nothing does.</returns>
    public IEnumerable<string> CompareWithMemory(Store store) =>
    [
        .. Differences(store.Bots.GetAll(), Bots),
        .. Differences(store.Orders.GetOpen(), Orders.Where(o => o.Status is OrderStatus.Pending or OrderStatus.Submitted or OrderStatus.Partial)),
        .. Differences(store.Positions.GetAll(), Positions),
        .. Differences(store.RoundTrips.GetOpen(), Trades.Where(t => t.Status == TradeStatus.Open)),
    ];

    /// <summary>Compares rows as multisets.</summary>
    public static IEnumerable<string> Differences<T>(IEnumerable<T> expected, IEnumerable<T> found)
        where T : notnull
    {
        var left = found.ToList();
        foreach (var row in expected)
        {
            if (!left.Remove(row))
            {
                yield return $"is missing: {row}";
            }
        }

        foreach (var row in left)
        {
            yield return $"should not be there so: {row}";
        }
    }
}
