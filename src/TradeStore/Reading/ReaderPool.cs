using TradeStore.Configuration;
using TradeStore.Diagnostics;
using TradeStore.Errors;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>Readers for everyone: made when needed up to a limit, handed out first come first served.</summary>
internal sealed class ReaderPool(ReaderOptions options, TimeProvider clock, StoreTelemetry? telemetry = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(options.Max);
    private readonly Stack<Reader> _idle = [];
    private readonly HashSet<Reader> _leased = [];
    private WarmDatabase? _database;
    private Exception? _fault;
    private long _generation;
    private int _made;
    private int _waiting;

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

    /// <summary>Stops all reads, waits until they have let go, and closes the readers' connections.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _database = null;
            _generation++;
            while (_idle.TryPop(out var reader))
            {
                reader.Dispose();
            }
        }

        SpinWait.SpinUntil(() =>
        {
            lock (_gate)
            {
                foreach (var reader in _leased)
                {
                    reader.Session.Interrupt();
                }

                return _leased.Count == 0;
            }
        });
    }

    /// <summary>Refuses all reads from now on.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            _fault = reason;
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
                var database = _database ?? throw _fault
                    ?? new TradeStoreException(TradeStoreErrorCode.EngineReopening, "The engine is being opened again, or the store is closed; try again.");
                var reader = _idle.TryPop(out var idle) ? idle : new Reader(database.Connect(), ++_made);
                _leased.Add(reader);
                return new ReaderLease(reader, this, _generation);
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
        Close();
        _places.Dispose();
    }

    internal void Return(Reader reader, long generation)
    {
        lock (_gate)
        {
            if (generation == _generation)
            {
                _leased.Remove(reader);
                _idle.Push(reader);
                _places.Release();
                return;
            }
        }

        // Of an engine that is being closed: its connection must be gone before the pool says that nobody reads.
        reader.Dispose();
        lock (_gate)
        {
            _leased.Remove(reader);
            _places.Release();
        }
    }

    private async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_places.Wait(0, CancellationToken.None))
        {
            return true;
        }

        using var limit = new CancellationTokenSource(options.WaitTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Interlocked.Increment(ref _waiting);
        try
        {
            await _places.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
