using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;
using TradeStore.Model;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Every value of six columns, streamed as spans, beside raw result chunks over a file of the same rows; and the memory that needs.</summary>
internal sealed class StreamColumnsVsRawDuckDb : IRatio
{
    private const string Rate = "stream_columns_vs_raw_duckdb";
    private const string Memory = "stream_memory_mb";
    private const double MemoryLimitMegabytes = 300;
    private const int BatchSize = 10_000;

    private static readonly string[] Columns = ["ts", "bid_price", "ask_price", "last_price", "last_size", "sequence_number"];

    public IReadOnlyList<string> Names { get; } = [Rate, Memory];

    public static TickQuery Query => new() { Columns = Columns };

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var rows = run.Pick(full: 10_000_000, quick: 200_000);
        using var folder = new TempFolder();
        var rates = await RatesAsync(run, folder, rows, cancellationToken);
        var (growth, peak) = await StreamMemory.MeasureInChildAsync(folder.File("store"), rows, cancellationToken);
        RatioRun.Note($"  peak of the process that only streams: {peak:F0} MB, {growth:F0} MB of it since the stream began");
        return
        [
            new RatioLine(Rate, rates[0][0], rates[1][0], "rows/s"),
            new RatioLine(Memory, growth, MemoryLimitMegabytes, "MB"),
        ];
    }

    private static async Task<double[][]> RatesAsync(RatioRun run, TempFolder folder, int rows, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(folder.File("store"), cancellationToken: cancellationToken);
        using var duckDb = new RawDuckDb(folder.File("raw.duckdb"));
        using (var writer = new RawTickWriter(duckDb.Session))
        {
            await StoreFill.RunAsync(store, FillRaw(writer, rows), cancellationToken);
        }

        duckDb.Session.Execute("CHECKPOINT");
        RatioRun.Note($"  {rows:N0} rows are in both");
        var sums = new long[2];
        var rates = await run.AlternateAsync(
            async () => Timed(rows, await OursAsync(store, sums, cancellationToken)),
            () => Task.FromResult(Timed(rows, Raw(duckDb, sums))));
        RatioRun.Check(sums[0] == sums[1], "the two sums differ");
        return rates;
    }

    private static IEnumerable<Tick[]> FillRaw(RawTickWriter writer, int rows)
    {
        var feed = new TickFeed(0);
        for (var first = 0; first < rows; first += BatchSize)
        {
            var batch = feed.NextBatch(BatchSize);
            writer.Write(batch.Length, (chunk, from, count) => TickChunkFill.Fill(chunk, batch.AsSpan(from, count)));
            yield return batch;
        }
    }

    private static async Task<(long Rows, TimeSpan Time)> OursAsync(Store store, long[] sums, CancellationToken cancellationToken)
    {
        var (read, sum, watch) = (0L, 0L, Stopwatch.StartNew());
        await foreach (var chunk in store.Ticks.StreamAsync(Query, cancellationToken))
        {
            read += chunk.RowCount;
            for (var column = 0; column < Columns.Length; column++)
            {
                sum = unchecked(sum + ColumnSum.Of(chunk.Values<long>(column)));
            }
        }

        sums[0] = sum;
        return (read, watch.Elapsed);
    }

    private static (long Rows, TimeSpan Time) Raw(RawDuckDb duckDb, long[] sums)
    {
        var (read, sum, watch) = (0L, 0L, Stopwatch.StartNew());
        using var result = duckDb.Session.Query($"SELECT {string.Join(", ", Columns)} FROM ticks");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                read += chunk.RowCount;
                for (var column = 0; column < Columns.Length; column++)
                {
                    sum = unchecked(sum + ColumnSum.Of(chunk.GetVector(column).Values<long>()));
                }
            }
        }

        sums[1] = sum;
        return (read, watch.Elapsed);
    }

    private static double[] Timed(int rows, (long Rows, TimeSpan Time) read)
    {
        RatioRun.Check(read.Rows == rows, $"{read.Rows} of {rows} rows were read");
        return [rows / read.Time.TotalSeconds];
    }
}
