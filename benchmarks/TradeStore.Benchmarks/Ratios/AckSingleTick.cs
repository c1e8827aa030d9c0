using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>How long a producer waits for one tick to be durable, beside fifteen others and no other load.</summary>
internal sealed class AckSingleTick : IRatio
{
    private const string Median = "ack_single_tick_us";
    private const string Tail = "ack_single_tick_us_p99";

    public IReadOnlyList<string> Names { get; } = [Median, Tail];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var duration = run.Pick(full: TimeSpan.FromSeconds(3), quick: TimeSpan.FromSeconds(0.3));
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        await using var reference = await CommitReference.OpenAsync(cancellationToken);
        var producers = new SingleTicks();
        var medians = await run.AlternateAsync(
            () => producers.RunAsync(duration, (_, tick) => store.Ticks.AppendAsync(tick, cancellationToken)),
            () => reference.RunAsync(duration, cancellationToken));
        await StoredRows.CheckAsync(store, producers.Acknowledged, cancellationToken);
        return [new RatioLine(Median, medians[0][0], medians[1][0], "us"), new RatioLine(Tail, medians[0][1], medians[1][1], "us")];
    }
}
