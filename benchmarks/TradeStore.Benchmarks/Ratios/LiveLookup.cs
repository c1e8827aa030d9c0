using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>A position and an open order by key, from memory; the reference is the limit.</summary>
internal sealed class LiveLookup : IRatio
{
    private const string Position = "position_find_us";
    private const string Order = "order_find_open_us";
    private const double Limit = 10;
    private const int Bots = 100;

    public IReadOnlyList<string> Names { get; } = [Position, Order];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var lookups = run.Pick(full: 2_000_000, quick: 10_000);
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        foreach (var bot in await BotOrders.RegisterAsync(store, Bots, cancellationToken))
        {
            for (var fill = 0; fill < 40; fill++)
            {
                await bot.FillAsync(store);
            }
        }

        var positions = store.Positions.GetAll();
        var orders = store.Orders.GetOpen();
        var medians = await run.AlternateAsync(
            () => Task.FromResult<double[]>([PerCall(lookups, positions, p => store.Positions.Find(p.BotId, p.Exchange, p.Symbol) is not null)]),
            () => Task.FromResult<double[]>([PerCall(lookups, orders, o => store.Orders.FindOpen(o.OrderId) is not null)]));
        return [new RatioLine(Position, medians[0][0], Limit, "us"), new RatioLine(Order, medians[1][0], Limit, "us")];
    }

    private static double PerCall<T>(int lookups, IReadOnlyList<T> all, Func<T, bool> find)
    {
        var random = new Random(3);
        var found = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < lookups; i++)
        {
            found += find(all[random.Next(all.Count)]) ? 1 : 0;
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        RatioRun.Check(found == lookups, $"{found} of {lookups} lookups found what is there");
        return elapsed.TotalMicroseconds / lookups;
    }
}
