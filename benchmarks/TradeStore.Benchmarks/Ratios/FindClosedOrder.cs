using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>An order that was filled, by its id, among a million such; the reference is the limit.</summary>
internal sealed class FindClosedOrder : IRatio
{
    private const string Name = "order_find_closed_ms";
    private const double Limit = 10;
    private const int OrdersOfACall = 5_000;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var finds = run.Pick(full: 200, quick: 5);
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        var ids = await FillAsync(store, run.Pick(full: 200, quick: 1), cancellationToken);
        var random = new Random(5);
        var medians = await run.AlternateAsync(async () =>
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < finds; i++)
            {
                var id = ids[random.Next(ids.Count)];
                var start = Stopwatch.GetTimestamp();
                var order = await store.Orders.FindAsync(id, cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(start));
                RatioRun.Check(order is { Status: OrderStatus.Filled } && order.OrderId == id, "the order that was found is not the one that was asked for");
            }

            return Latencies.Percentiles(times, time => time.TotalMilliseconds);
        });
        RatioRun.Note($"  among {ids.Count:N0} orders; 99th percentile {medians[0][1]:N2} ms");
        return [new RatioLine(Name, medians[0][0], Limit, "ms")];
    }

    private static async Task<List<Guid>> FillAsync(Store store, int calls, CancellationToken cancellationToken)
    {
        await store.Bots.RegisterAsync(new Bot { BotId = "bot", Name = "bot", Status = BotStatus.Running }, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var ids = new List<Guid>(calls * OrdersOfACall);
        for (var call = 0; call < calls; call++)
        {
            var orders = await store.Orders.SubmitAsync([.. Enumerable.Range(0, OrdersOfACall).Select(_ => NewOrder())], cancellationToken);
            ids.AddRange(orders.Select(o => o.OrderId));
            await store.Executions.RecordAsync([.. orders.Select(Fill)], cancellationToken);
        }

        await store.WaitUntilAppliedAsync(cancellationToken);
        await store.CheckpointAsync(cancellationToken);
        RatioRun.Note($"  {ids.Count:N0} orders were submitted, filled and applied in {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s");
        return ids;
    }

    private static Order NewOrder() => new()
    {
        BotId = "bot",
        Exchange = "BENCH",
        Symbol = "S",
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        TimeInForce = TimeInForce.Day,
        Quantity = 1,
        Status = OrderStatus.Submitted,
    };

    private static Execution Fill(Order order) => new() { OrderId = order.OrderId, Quantity = 1, Price = 100, ExecutedAt = order.CreatedAt };
}
