using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>
/// A disk that was full when something was to be applied. Nothing is torn down for it: a transaction that found no room has left nothing, so that
/// the file and the memtables go on being read, and memtables go on taking rows. The tables whose rows need room wait, with everything of them that comes
/// after; their frames are in the journal.
/// </summary>
internal sealed class DiskShortage(TimeProvider clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);
    private readonly HashSet<TableSchema> _tables = [];
    private readonly Queue<OpenMemtable> _memtables = [];
    private volatile Exception? _cause;
    private TimeSpan _delay = FirstDelay;
    private long _triedAt;
    private long _first;

    /// <summary>Gets why the store waits; <see langword="null"/> while there is room.</summary>
    public Exception? Cause => _cause;

    /// <summary>Gets how long is waited before the next try.</summary>
    public TimeSpan Delay => _delay;

    /// <summary>Gets a value indicating whether it is time to try again.</summary>
    public bool IsDue => _cause is not null && clock.GetElapsedTime(_triedAt) >= _delay;

    /// <summary>Gets a value indicating whether frames wait in the journal.</summary>
    public bool HoldsFrames => _tables.Count > 0;

    /// <summary>Tells whether a failure is one that room on the disk mends, with the engine unharmed.</summary>
    public static bool Is(Exception failure) => failure is DuckDbException { IsFatal: false } && DiskErrors.IsFull(failure);

    /// <summary>Tells whether rows of a table wait in the journal.</summary>
    public bool Holds(TableSchema table) => _tables.Contains(table);

    /// <summary>Notes that there was no room.</summary>
    public void Begin(Exception cause)
    {
        if (_cause is null)
        {
            (_delay, _triedAt) = (FirstDelay, clock.GetTimestamp());
            _cause = cause;
        }
    }

    /// <summary>Has a table's rows from a frame on wait.</summary>
    public void Hold(TableSchema table, long sequence)
    {
        _first = HoldsFrames ? Math.Min(_first, sequence) : sequence;
        _tables.Add(table);
    }

    /// <summary>Returns what reads have to know; <see langword="null"/> when every frame is applied.</summary>
    public HeldFrames? Held(long handled) => HoldsFrames ? new HeldFrames(_first, handled, new HashSet<TableSchema>(_tables)) : null;

    /// <summary>Flushes a memtable, or keeps it, and those that come after it, in their order.</summary>
    public void Flush(OpenMemtable memtable, Action<OpenMemtable> flush)
    {
        _memtables.Enqueue(memtable);
        if (_memtables.Count == 1)
        {
            TryFlush(flush);
        }
    }

    /// <summary>Flushes what was kept; returns whether nothing is left.</summary>
    public bool TryFlush(Action<OpenMemtable> flush)
    {
        try
        {
            while (_memtables.TryPeek(out var memtable))
            {
                flush(memtable);
                _memtables.Dequeue();
            }

            return true;
        }
        catch (DuckDbException failure) when (Is(failure))
        {
            Begin(failure);
            return false;
        }
    }

    /// <summary>Notes that there is no room yet.</summary>
    public void GoOn()
    {
        _triedAt = clock.GetTimestamp();
        _delay = _delay * 2 < LongestDelay ? _delay * 2 : LongestDelay;
    }

    /// <summary>Notes that there is room again, and everything is applied.</summary>
    public void End()
    {
        _tables.Clear();
        _cause = null;
    }
}
