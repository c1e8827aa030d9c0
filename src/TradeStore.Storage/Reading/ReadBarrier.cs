using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>Lets a read wait until everything acknowledged before it is visible, and tells the writer to hurry.</summary>
internal sealed class ReadBarrier(Action hurry)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(TaskCompletionSource Turn, IReadOnlyCollection<TableSchema>? Tables), long> _waiting = new();
    private volatile HeldFrames? _held;
    private Exception? _fault;
    private long _lastRead = long.MinValue / 2;
    private long _visible;
    private int _waiters;

    /// <summary>Gets the sequence number up to which every frame is visible to a read that starts now.</summary>
    public long Visible => _held is { } held ? Math.Min(held.First - 1, Volatile.Read(ref _visible)) : Volatile.Read(ref _visible);

    /// <summary>Gets a value indicating whether a read waits.</summary>
    public bool HasWaiters => Volatile.Read(ref _waiters) > 0;

    /// <summary>Gets when a read last asked for everything acknowledged, as the clock's timestamp.</summary>
    public long LastRead => Volatile.Read(ref _lastRead);

    /// <summary>Waits until a sequence number is visible, of the tables that are read.</summary>
    /// <param name="sequence">The sequence number.</param>
    /// <param name="tables">The tables; all when <see langword="null"/>.</param>
    /// <param name="timeout">How long is waited.</param>
    /// <param name="clock">What measures it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="QueryTimeoutException">The writer did not come that far in time.</exception>
    /// <exception cref="DiskFullException">The tables lack rows that cannot be applied before there is room on the disk.</exception>
    public async ValueTask WaitAsync(long sequence, IReadOnlyCollection<TableSchema>? tables, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastRead, clock.GetTimestamp());
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw fault;
        }

        if (Visible >= sequence)
        {
            return;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            if (Reached >= sequence)
            {
                ThrowIfLacking(sequence, tables);
                return;
            }

            _waiting.Enqueue((turn, tables), sequence);
        }

        Interlocked.Increment(ref _waiters);
        try
        {
            hurry();
            await turn.Task.WaitAsync(timeout, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new QueryTimeoutException(
                $"What was acknowledged before the read (sequence {sequence}) was not applied within {timeout.TotalSeconds:0.#} s; the engine is at {Visible}. "
                    + "Read with ReadConsistency.Applied to see what is applied, or raise Readers.QueryTimeout.",
                exception);
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    /// <summary>Makes everything up to a sequence number visible.</summary>
    public void Advance(long sequence)
    {
        lock (_gate)
        {
            _held = null;
            _visible = Math.Max(_visible, sequence);
            Answer();
        }
    }

    /// <summary>Makes everything visible but what waits for room on the disk.</summary>
    public void Hold(HeldFrames held)
    {
        lock (_gate)
        {
            _held = held;
            Answer();
        }
    }

    /// <summary>Fails all reads that wait, and those that come.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            _fault = reason;
            while (_waiting.TryDequeue(out var turn, out _))
            {
                turn.Turn.TrySetException(reason);
            }
        }
    }

    private long Reached => _held is { } held ? Math.Max(held.Handled, _visible) : _visible;

    private void Answer()
    {
        while (_waiting.TryPeek(out var turn, out var awaited) && awaited <= Reached)
        {
            _waiting.Dequeue();
            try
            {
                ThrowIfLacking(awaited, turn.Tables);
                turn.Turn.TrySetResult();
            }
            catch (DiskFullException lacking)
            {
                turn.Turn.TrySetException(lacking);
            }
        }
    }

    // What corrects a series is laid over it when it is read.
    private static bool IsLacking(HeldFrames held, TableSchema table) =>
        held.Tables.Contains(table) || (table.Corrections is { } corrections && held.Tables.Any(t => t.Name == corrections.Table.Name));

    private void ThrowIfLacking(long sequence, IReadOnlyCollection<TableSchema>? tables)
    {
        if (_held is { } held && held.First <= sequence && (tables is null || tables.Any(t => IsLacking(held, t))))
        {
            throw new DiskFullException(
                $"The disk is full, and what was acknowledged last of '{string.Join("', '", held.Tables.Where(t => tables?.Contains(t) != false).Select(t => t.Name))}' (from sequence {held.First}) is in the "
                    + "journal and cannot be applied. Free some space, or read with ReadConsistency.Applied to see what is applied.");
        }
    }
}

/// <summary>What a read has to know of frames that are acknowledged and cannot be applied for want of room.</summary>
/// <param name="First">The first such frame.</param>
/// <param name="Handled">The last frame that was applied as far as it can be.</param>
/// <param name="Tables">The tables that lack rows.</param>
internal sealed record HeldFrames(long First, long Handled, IReadOnlySet<TableSchema> Tables);
