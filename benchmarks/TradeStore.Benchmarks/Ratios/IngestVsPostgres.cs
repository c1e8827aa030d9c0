using System.Diagnostics;
using TradeStore.Benchmarks.Peers;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The same ticks, beside binary COPY into PostgreSQL over four connections, one COPY a batch.</summary>
internal sealed class IngestVsPostgres : IRatio
{
    private const string Name = "ingest_ticks_vs_postgres";

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var batches = IngestBatches.Make(run);
        await using var postgres = await Postgres.ConnectAsync(cancellationToken);
        if (postgres is null)
        {
            var alone = await run.AlternateAsync(() => StoreIngest.RunAsync(batches, cancellationToken));
            return [new RatioLine(Name, alone[0][0], Reference: null, "rows/s")];
        }

        var medians = await run.AlternateAsync(
            () => StoreIngest.RunAsync(batches, cancellationToken),
            () => CopyAsync(postgres, batches, cancellationToken));
        return [new RatioLine(Name, medians[0][0], medians[1][0], "rows/s")];
    }

    private static async Task<double[]> CopyAsync(Postgres postgres, IngestBatches batches, CancellationToken cancellationToken)
    {
        await postgres.EmptyAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(batches.ByProducer.Select(own => Task.Run(() => postgres.CopyAsync(own, cancellationToken), cancellationToken)));
        var rate = batches.Rows / watch.Elapsed.TotalSeconds;
        RatioRun.Check(await postgres.CountAsync(cancellationToken) == batches.Rows, "PostgreSQL does not hold the rows");
        return [rate];
    }
}
