using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// Ticks from four producers, durable and applied, beside raw chunk append on one connection: from the same tick records; the same
/// with the closing checkpoint of both; and beside raw append from columns that were converted before the clock starts.
/// </summary>
internal sealed class IngestVsRawDuckDb : IRatio
{
    private const string FromRecords = "ingest_ticks_vs_raw_duckdb";
    private const string Checkpointed = "ingest_ticks_checkpointed_vs_raw_duckdb";
    private const string FromColumns = "ingest_ticks_vs_raw_duckdb_columns";

    public IReadOnlyList<string> Names { get; } = [FromRecords, Checkpointed, FromColumns];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var batches = IngestBatches.Make(run);
        var columns = batches.Interleaved().Select(batch => new RawColumns(batch)).ToArray();
        var medians = await run.AlternateAsync(
            () => StoreIngest.RunAsync(batches, cancellationToken),
            () => Task.FromResult(Raw(batches.Rows, writer => WriteRecords(writer, batches))),
            () => Task.FromResult(Raw(batches.Rows, writer => WriteColumns(writer, columns))));
        return
        [
            new RatioLine(FromRecords, medians[0][0], medians[1][0], "rows/s"),
            new RatioLine(Checkpointed, medians[0][1], medians[1][1], "rows/s"),
            new RatioLine(FromColumns, medians[0][0], medians[2][0], "rows/s"),
        ];
    }

    private static double[] Raw(int rows, Action<RawTickWriter> write)
    {
        using var folder = new TempFolder();
        using var duckDb = new RawDuckDb(folder.File("raw.duckdb"));
        using var writer = new RawTickWriter(duckDb.Session);
        var watch = Stopwatch.StartNew();
        write(writer);
        var committed = watch.Elapsed;
        duckDb.Session.Execute("CHECKPOINT");
        var checkpointed = watch.Elapsed;

        RatioRun.Note($"    raw: committed after {committed.TotalMilliseconds:F0} ms, checkpointed {checkpointed.TotalMilliseconds:F0}");
        RatioRun.Check(duckDb.Count() == rows, "raw DuckDB does not hold the rows");
        return [rows / committed.TotalSeconds, rows / checkpointed.TotalSeconds];
    }

    private static void WriteRecords(RawTickWriter writer, IngestBatches batches)
    {
        foreach (var batch in batches.Interleaved())
        {
            writer.Write(batch.Length, (chunk, first, rows) => TickChunkFill.Fill(chunk, new ReadOnlySpan<Tick>(batch, first, rows)));
        }
    }

    private static void WriteColumns(RawTickWriter writer, RawColumns[] columns)
    {
        foreach (var batch in columns)
        {
            writer.Write(batch.Count, batch.Fill);
        }
    }
}
