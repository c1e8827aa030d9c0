using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The same wait beside a market feed, long enough for checkpoints to fall into it; the reference has no feed beside it.</summary>
internal sealed class AckBesideLoad : IRatio
{
    private const string Median = "ack_beside_load_us";
    private const string Tail = "ack_beside_load_us_p99";
    private const int MostRounds = 3;

    public IReadOnlyList<string> Names { get; } = [Median, Tail];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var duration = run.Pick(full: TimeSpan.FromSeconds(20), quick: TimeSpan.FromSeconds(0.5));
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        await using var reference = await CommitReference.OpenAsync(cancellationToken);
        var medians = await few.AlternateAsync(
            () => BesideLoadAsync(duration, cancellationToken),
            () => reference.RunAsync(duration / run.Pick(full: 10, quick: 1), cancellationToken));
        return [new RatioLine(Median, medians[0][0], medians[1][0], "us"), new RatioLine(Tail, medians[0][1], medians[1][1], "us")];
    }

    private static async Task<double[]> BesideLoadAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        await using var load = new PacedLoad(store);
        var producers = new SingleTicks();
        var percentiles = await producers.RunAsync(duration, (_, tick) => store.Ticks.AppendAsync(tick, cancellationToken));
        await StoredRows.CheckAsync(store, producers.Acknowledged + await load.StopAsync(), cancellationToken);
        return percentiles;
    }
}
