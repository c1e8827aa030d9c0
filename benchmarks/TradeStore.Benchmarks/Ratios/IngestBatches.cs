using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The ticks of an ingest measurement, made before the clock starts: batches of 10,000 of four producers.</summary>
internal sealed class IngestBatches(Tick[][][] byProducer)
{
    private const int Producers = 4;
    private const int BatchSize = 10_000;
    private TickTotals? _totals;

    /// <summary>Gets the batches of each producer.</summary>
    public IReadOnlyList<Tick[][]> ByProducer => byProducer;

    public int Rows => byProducer.Sum(batches => batches.Sum(batch => batch.Length));

    /// <summary>Gets what must be there in the end.</summary>
    public TickTotals Totals => _totals ??= TickTotals.Of(byProducer.SelectMany(batches => batches).SelectMany(batch => batch));

    public static IngestBatches Make(RatioRun run)
    {
        var batchesEach = run.Pick(full: 50, quick: 2);
        return new IngestBatches([.. Enumerable.Range(0, Producers).Select(number => Make(new TickFeed(number), batchesEach))]);
    }

    /// <summary>All batches in about the order of their times, as one producer would write them.</summary>
    public IEnumerable<Tick[]> Interleaved() => Enumerable.Range(0, byProducer[0].Length).SelectMany(batch => byProducer.Select(batches => batches[batch]));

    private static Tick[][] Make(TickFeed feed, int batches) => [.. Enumerable.Range(0, batches).Select(_ => feed.NextBatch(BatchSize))];
}
