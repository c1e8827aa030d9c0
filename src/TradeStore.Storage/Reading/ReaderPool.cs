using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Reading;

/// <summary>Readers for everyone: made when needed up to a limit, handed out first come first served.</summary>
internal sealed class ReaderPool(ReaderOptions options, TimeProvider clock, StoreTelemetry? telemetry = null) : IDisposable
{
    // What a caller holds must not decide how long closing takes. The engine ends an interrupted statement at once; one that it cannot end is left
    // behind, and the database closes when it has ended.
    private static readonly TimeSpan LongestClosing = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(options.Max);
    private readonly Stack<Reader> _idle = [];
    private readonly HashSet<ReaderLease> _leased = [];
    private readonly CancellationTokenSource _closing = new();
    private WarmDatabase? _database;
    private Func<Exception> _refusal = Reopening;
    private long _generation;
    private int _made;
    private int _waiting;
    private Action? _ended;

    /// <summary>Gets the readers that work now.</summary>
    public int Active => options.Max - _places.CurrentCount;

    /// <summary>Gets the reads that wait for a reader.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Gets what observes the store, for those who read.</summary>
    public StoreTelemetry? Telemetry { get; } = telemetry;

    /// <summary>Lets readers be leased.</summary>
    public void Open(WarmDatabase database)
    {
        lock (_gate)
        {
            _database = database;
        }
    }

    /// <summary>Tells those who read while the engine is opened again.</summary>
    public static Exception Reopening() => new TradeStoreException(TradeStoreErrorCode.EngineReopening, "The engine failed and is being opened again; read again in a moment.");

    /// <summary>Tells those who read when the store has been closed.</summary>
    public static Exception Closed() => StoreClosed.Error();

    /// <summary>Takes all readers back, whatever those who hold them do, and closes their connections.</summary>
    /// <param name="refusal">Makes the error of those who go on reading, and of those who come.</param>
    public void Close(Func<Exception> refusal)
    {
        List<Reader> idle;
        lock (_gate)
        {
            _database = null;
            _refusal = refusal;
            _generation++;
            idle = [.. _idle];
            _idle.Clear();
        }

        idle.ForEach(reader => reader.Dispose());
        SpinWait.SpinUntil(() => RevokeAll(refusal), LongestClosing);
    }

    /// <summary>Calls back when nobody reads any more: at once, unless closing had to leave a statement behind that the engine cannot interrupt.</summary>
    public void WhenEnded(Action ended)
    {
        lock (_gate)
        {
            if (_leased.Count > 0)
            {
                _ended = ended;
                return;
            }
        }

        ended();
    }

    /// <summary>Has streams whose snapshot is older than it may be end their transaction: a checkpoint waits for them.</summary>
    public void LetGo()
    {
        List<ReaderLease> old;
        lock (_gate)
        {
            old = _leased.Where(lease => clock.GetElapsedTime(lease.StartedAt) >= options.MaximumSnapshotAge).ToList();
        }

        old.ForEach(lease => lease.AskToLetGo());
    }

    /// <summary>Throws when the store has been closed: what a stream has read ahead is not handed out any more.</summary>
    public void ThrowIfClosed()
    {
        if (_closing.IsCancellationRequested)
        {
            throw Closed();
        }
    }

    /// <summary>Leases a reader, waiting for one within the limit.</summary>
    /// <exception cref="PoolExhaustedException">None became free in time.</exception>
    public async ValueTask<ReaderLease> LeaseAsync(CancellationToken cancellationToken)
    {
        if (!await TryEnterAsync(cancellationToken).ConfigureAwait(false))
        {
            Telemetry?.Exhausted(options.Max, options.WaitTimeout);
            throw new PoolExhaustedException(
                $"All {options.Max} readers were busy for {options.WaitTimeout.TotalSeconds:0.###} s. Raise Readers.Max or Readers.WaitTimeout, or dispose streams that are no longer read.");
        }

        try
        {
            lock (_gate)
            {
                var database = _database ?? throw _refusal();
                var reader = _idle.TryPop(out var idle) ? idle : new Reader(database.Connect(), ++_made);
                var lease = new ReaderLease(reader, this, _generation, clock.GetTimestamp());
                _leased.Add(lease);
                return lease;
            }
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Dispose()
    {
        Close(Closed);
        _closing.Cancel();
    }

    internal void Return(ReaderLease lease, long generation)
    {
        lock (_gate)
        {
            if (generation == _generation)
            {
                _leased.Remove(lease);
                _idle.Push(lease.Reader);
                _places.Release();
                return;
            }
        }

        // Of an engine that is being closed: its connection must be gone before the pool says that nobody reads.
        lease.Reader.Dispose();
        Action? ended = null;
        lock (_gate)
        {
            _leased.Remove(lease);
            _places.Release();
            if (_leased.Count == 0)
            {
                (ended, _ended) = (_ended, null);
            }
        }

        ended?.Invoke();
    }

    private bool RevokeAll(Func<Exception> refusal)
    {
        List<ReaderLease> leased;
        lock (_gate)
        {
            leased = [.. _leased];
        }

        leased.ForEach(lease => lease.Revoke(refusal));
        return leased.Count == 0;
    }

    private async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        if (_places.Wait(0, CancellationToken.None))
        {
            return true;
        }

        using var limit = new CancellationTokenSource(options.WaitTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token, cancellationToken);
        Interlocked.Increment(ref _waiting);
        try
        {
            await _places.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ThrowIfClosed();
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
