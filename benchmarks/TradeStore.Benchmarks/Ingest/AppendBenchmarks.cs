using BenchmarkDotNet.Attributes;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ingest;

/// <summary>What one durable append takes, by the size of the batch: validation, encoding, journal and flush.</summary>
[MemoryDiagnoser]
public class AppendBenchmarks
{
    private readonly TickFeed _feed = new(0);
    private TempStore _open = null!;
    private Tick[] _batch = [];

    /// <summary>Gets or sets the number of ticks in the batch.</summary>
    [Params(1, 100, 10_000)]
    public int BatchSize { get; set; }

    // In process, BenchmarkDotNet 0.14 does not wait for a setup that returns a task.

    /// <summary>Opens an empty store.</summary>
    [GlobalSetup]
    public void Setup() => _open = TempStore.OpenAsync().GetAwaiter().GetResult();

    /// <summary>Makes the next batch, which the clock does not see.</summary>
    [IterationSetup]
    public void NextBatch() => _batch = _feed.NextBatch(BatchSize);

    /// <summary>Appends the batch and waits until it is durable.</summary>
    [Benchmark]
    public async Task AppendDurably() => await _open.Store.Ticks.AppendAsync(_batch);

    /// <summary>Removes the store.</summary>
    [GlobalCleanup]
    public void Cleanup() => _open.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
