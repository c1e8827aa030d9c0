using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>What more digits cost: the same ticks taken in and added up by stores of each precision.</summary>
internal sealed class NumbersOfAStore : IRatio
{
    private const string Ingest = "numbers_ingest_";
    private const string Sum = "numbers_sum_";
    private const string Product = "numbers_product_";
    private static readonly NumberPrecision[] Wide = [NumberPrecision.Crypto, NumberPrecision.Token];

    public IReadOnlyList<string> Names { get; } = [.. new[] { Ingest, Sum }.SelectMany(figure => Wide.Select(p => Name(figure, p))), Product + "vs_double"];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var batches = IngestBatches.Make(run);
        var medians = await run.AlternateAsync(
            [.. Enum.GetValues<NumberPrecision>().Select(p => (Func<Task<double[]>>)(() => MeasureAsync(batches, p, cancellationToken)))]);
        var standard = medians[(int)NumberPrecision.Standard];
        return
        [
            .. Wide.Select(p => new RatioLine(Name(Ingest, p), medians[(int)p][0], standard[0], "rows/s")),
            .. Wide.Select(p => new RatioLine(Name(Sum, p), medians[(int)p][1], standard[1], "ms")),
            new RatioLine(Product + "vs_double", standard[2], standard[3], "ms"),
        ];
    }

    private static string Name(string figure, NumberPrecision precision) => $"{figure}{SqlName.Of(precision)}_vs_standard";

    private static async Task<double[]> MeasureAsync(IngestBatches batches, NumberPrecision precision, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, new StoreOptions { Precision = precision }, cancellationToken);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(batches.ByProducer.Select(own => Task.Run(() => ProduceAsync(store, own, cancellationToken), cancellationToken)));
        await store.WaitUntilAppliedAsync(cancellationToken);
        var rate = batches.Rows / watch.Elapsed.TotalSeconds;
        await store.CheckpointAsync(cancellationToken);
        await StoredRows.CheckAsync(store, batches.Rows, cancellationToken);
        return
        [
            rate,
            await TimeAsync(store, "SELECT CAST(sum(bid_price) + sum(ask_size) AS DOUBLE) FROM market_ticks", cancellationToken),

            // Of 38 digits no two can be multiplied whole, so that there is nothing to compare.
            precision == NumberPrecision.Token ? 0 : await TimeAsync(store, "SELECT CAST(sum(last_price * last_size) AS DOUBLE) FROM market_ticks", cancellationToken),
            await TimeAsync(store, "SELECT sum(CAST(last_price AS DOUBLE) * CAST(last_size AS DOUBLE)) FROM market_ticks", cancellationToken),
        ];
    }

    private static async Task<double> TimeAsync(Store store, string sql, CancellationToken cancellationToken)
    {
        await store.QueryAsync<double>(sql, cancellationToken: cancellationToken);
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            var sum = await store.QueryAsync<double>(sql, cancellationToken: cancellationToken);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            RatioRun.Check(sum[0] > 0, "nothing was added up");
        }

        return best;
    }

    private static async Task ProduceAsync(Store store, Tick[][] batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.Ticks.AppendAsync(batch, cancellationToken);
        }
    }
}
