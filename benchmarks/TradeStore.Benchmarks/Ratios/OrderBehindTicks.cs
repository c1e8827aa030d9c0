using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// The longest that a bot waits for an order to be durable while one append of a million ticks runs, where it submits one after the other; the reference is the longest in a
/// second with no ticks beside it.
/// </summary>
internal sealed class OrderBehindTicks : IRatio
{
    private const string Longest = "order_ack_behind_million_ticks_ms";
    private const int MostRounds = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public IReadOnlyList<string> Names { get; } = [Longest];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var ticks = new TickFeed(0).NextBatch(run.Pick(full: 1_000_000, quick: 200_000));
        var appends = run.Pick(full: 7, quick: 1);
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        var medians = await few.AlternateAsync(
            () => LongestAsync(appends, store => store.Ticks.AppendAsync(ticks, cancellationToken).AsTask(), cancellationToken),
            () => LongestAsync(appends, _ => Task.Delay(run.Pick(full: Second, quick: Second / 5), TimeProvider.System, cancellationToken), cancellationToken));
        return [new RatioLine(Longest, medians[0][0], medians[1][0], "ms")];
    }

    // The middle of the longest waits, one for each time that something goes on beside the orders.
    private static async Task<double[]> LongestAsync(int times, Func<Store, Task> besideAsync, CancellationToken cancellationToken)
    {
        var longest = new List<TimeSpan>();
        var took = TimeSpan.Zero;
        for (var time = 0; time < times; time++)
        {
            using var folder = new TempFolder();
            await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
            var bots = await BotOrders.RegisterAsync(store, 1, cancellationToken);
            var waits = new List<TimeSpan>();
            for (var warm = 0; warm < 50; warm++)
            {
                await bots[0].SubmitAsync(store);
            }

            var started = Stopwatch.GetTimestamp();
            var beside = Task.Run(() => besideAsync(store), cancellationToken);
            while (!beside.IsCompleted)
            {
                var called = Stopwatch.GetTimestamp();
                await bots[0].SubmitAsync(store);
                waits.Add(Stopwatch.GetElapsedTime(called));
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }

            await beside;
            took += Stopwatch.GetElapsedTime(started);
            longest.Add(waits.Max());
            await store.WaitUntilAppliedAsync(cancellationToken);
            await BotOrders.CheckAsync(store, bots, cancellationToken);
        }

        RatioRun.Note($"    {took.TotalMilliseconds / times:N0} ms each");
        return [Latencies.Percentiles(longest, wait => wait.TotalMilliseconds)[0]];
    }
}
