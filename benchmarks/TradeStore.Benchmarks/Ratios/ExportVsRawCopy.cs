using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Tiering;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// A day turned into verified Parquet files (read, sorted, written, flushed, read back, compared, switched), beside a raw <c>COPY (… ORDER BY …)</c> of the
/// same table, which is neither flushed nor read back. What a day that was sealed before takes is noted.
/// </summary>
internal sealed class ExportVsRawCopy(TickDay day) : IRatio
{
    private const string Name = "export_vs_raw_copy";
    private const int MostRounds = 3;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var rows = TickDay.Rows(run);
        var raw = await day.RawAsync(run, cancellationToken);
        var clustered = await day.SealedAsync(run, cancellationToken);
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        var medians = await few.AlternateAsync(
            () => ExportAsync(raw, rows, cancellationToken),
            () => Task.FromResult(Copy(raw, rows)),
            () => ExportAsync(clustered, rows, cancellationToken));
        RatioRun.Note($"  a day that was sealed before: {medians[2][0]:N0} rows/s");
        return [new RatioLine(Name, medians[0][0], medians[1][0], "rows/s")];
    }

    private static async Task<double[]> ExportAsync(string source, int rows, CancellationToken cancellationToken)
    {
        using var folder = TempFolder.CopyOf(source);
        await using var store = await Store.OpenAsync(folder.Path, TickDay.Options, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var report = await store.Tiering.ExportAsync(TickDay.Table, TickDay.From, TickDay.To, cancellationToken: cancellationToken);
        var rate = rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Aged.Check(report, partitions: 1, rows);
        return [rate];
    }

    private static double[] Copy(string source, int rows)
    {
        using var folder = TempFolder.CopyOf(source);
        using var duckDb = DuckDbInstance.Open(folder.File("store.duckdb"));
        using var session = duckDb.Connect();
        var table = session.QueryScalar<string>($"SELECT table_name FROM information_schema.tables WHERE table_schema = 'warm' AND table_name LIKE '{TickDay.Table}%'");
        var file = folder.File("raw.parquet");
        var start = Stopwatch.GetTimestamp();
        session.Execute($"COPY (SELECT * FROM warm.\"{table}\" ORDER BY symbol, exchange, ts) TO '{file}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, PARQUET_VERSION V2, ROW_GROUP_SIZE {ParquetCopy.RowGroup})");
        var rate = rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
        RatioRun.Check(session.QueryScalar<long>($"SELECT count(*) FROM read_parquet('{file}')") == rows, "the raw file does not hold the rows");
        return [rate];
    }
}
