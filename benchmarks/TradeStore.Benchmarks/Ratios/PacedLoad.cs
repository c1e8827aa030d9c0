using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>A market feed beside what is measured, from the moment it is made.</summary>
internal sealed class PacedLoad : IAsyncDisposable
{
    private const int BatchesUnderWay = 16;

    private readonly Store _store;
    private readonly int _ticksPerSecond;
    private readonly (int Least, int Most) _batch;
    private readonly TickFeed _feed = new(0);
    private readonly Random _random = new(11);
    private readonly Task _running;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _appended;
    private volatile bool _isStopped;

    /// <summary>Starts the feed.</summary>
    /// <param name="store">Where it is written.</param>
    /// <param name="ticksPerSecond">How fast.</param>
    /// <param name="leastBatch">The size of the smallest batch; the largest has ten times as many.</param>
    public PacedLoad(Store store, int ticksPerSecond = 300_000, int leastBatch = 1_000)
    {
        _store = store;
        _ticksPerSecond = ticksPerSecond;
        _batch = (leastBatch, 10 * leastBatch);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Stops the feed, says which rate it reached, and waits for what is under way.</summary>
    /// <returns>The number of ticks acknowledged.</returns>
    public async Task<long> StopAsync()
    {
        _isStopped = true;
        await _running;
        var rate = _appended / Stopwatch.GetElapsedTime(_start).TotalSeconds;
        RatioRun.Note($"  the load ran at {rate:N0} ticks/s{(rate < 0.95 * _ticksPerSecond ? $": LESS than the {_ticksPerSecond:N0} it should be" : "")}");
        return _appended;
    }

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        await _running;
    }

    private async Task RunAsync()
    {
        var underWay = new Queue<Task>();
        while (!_isStopped)
        {
            var batch = _feed.NextBatch(_random.Next(_batch.Least, _batch.Most + 1));
            underWay.Enqueue(_store.Ticks.AppendAsync(batch).AsTask());
            _appended += batch.Length;
            while (underWay.Count > BatchesUnderWay || (underWay.TryPeek(out var oldest) && oldest.IsCompleted))
            {
                await underWay.Dequeue();
            }

            var ahead = TimeSpan.FromSeconds((double)_appended / _ticksPerSecond) - Stopwatch.GetElapsedTime(_start);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, TimeProvider.System);
            }
        }

        await Task.WhenAll(underWay);
    }
}
