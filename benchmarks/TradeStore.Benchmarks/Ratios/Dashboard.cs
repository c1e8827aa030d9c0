using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>What a dashboard of a hundred bots asks for: the round trips of the last 24 hours and all current positions; the reference is the limit.</summary>
internal sealed class Dashboard : IRatio
{
    private const string Name = "dashboard_100_bots_ms";
    private const double Limit = 50;
    private const int Bots = 100;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var fills = run.Pick(full: 800, quick: 40);
        var questions = run.Pick(full: 50, quick: 3);
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        await Task.WhenAll((await BotOrders.RegisterAsync(store, Bots, cancellationToken)).Select(async bot =>
        {
            for (var fill = 0; fill < fills; fill++)
            {
                await bot.FillAsync(store);
            }
        }));
        await store.WaitUntilAppliedAsync(cancellationToken);
        var (trades, positions) = (0, 0);
        var medians = await run.AlternateAsync(async () =>
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < questions; i++)
            {
                var start = Stopwatch.GetTimestamp();
                trades = (await store.RoundTrips.GetRecentAsync(cancellationToken: cancellationToken)).Count;
                positions = store.Positions.GetAll().Count;
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            return Latencies.Percentiles(times, time => time.TotalMilliseconds);
        });
        RatioRun.Check(trades >= Bots && positions >= Bots, $"the dashboard showed {trades} trades and {positions} positions");
        RatioRun.Note($"  {trades:N0} trades, {positions:N0} positions; 99th percentile {medians[0][1]:N2} ms");
        return [new RatioLine(Name, medians[0][0], Limit, "ms")];
    }
}
