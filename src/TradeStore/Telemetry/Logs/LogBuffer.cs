using System.Threading.Channels;
using TradeStore.Model;

namespace TradeStore.Telemetry.Logs;

/// <summary>Where log entries wait for the store: bounded, and never in the way of who logs. The oldest are dropped, and counted.</summary>
internal sealed class LogBuffer : IDisposable
{
    /// <summary>The entries that are written at once.</summary>
    public const int BatchSize = 1_000;

    /// <summary>The entries that wait at most: what a minute of a talkative application writes while a store is opened.</summary>
    public const int Capacity = 20_000;

    private readonly SemaphoreSlim _bell = new(0);
    private readonly Channel<LogEntry> _entries;
    private long _lost;

    public LogBuffer() => _entries = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Lose());

    /// <summary>Takes an entry; never waits.</summary>
    public void Add(LogEntry entry)
    {
        _entries.Writer.TryWrite(entry);
        if (_entries.Reader.Count >= BatchSize && _bell.CurrentCount == 0)
        {
            Ring();
        }
    }

    /// <summary>Counts an entry that is not stored.</summary>
    public void Lose() => Interlocked.Increment(ref _lost);

    /// <summary>Returns how many were not stored since this was last asked.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>Takes the oldest entry.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LogEntry? entry) => _entries.Reader.TryRead(out entry);

    /// <summary>Wakes who stores the entries.</summary>
    public void Ring() => _bell.Release();

    /// <summary>Waits until a batch is full, or it is time.</summary>
    public Task WaitAsync() => _bell.WaitAsync(CancellationToken.None);

    // The semaphore has no handle to give back unless one was asked for, and who logs after the end is not to fail.
    public void Dispose() => _entries.Writer.TryComplete();
}
