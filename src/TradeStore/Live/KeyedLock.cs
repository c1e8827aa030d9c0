namespace TradeStore.Live;

/// <summary>Lets one caller at a time change what has a key, where the row has to be read from the database first. Forgets keys that nobody holds.</summary>
internal sealed class KeyedLock<TKey>
    where TKey : notnull, IComparable<TKey>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>Gets the number of keys that are held or waited for.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Runs an action while no other with one of the keys runs.</summary>
    public async Task<TResult> RunAsync<TResult>(IEnumerable<TKey> keys, Func<Task<TResult>> action, CancellationToken cancellationToken)
    {
        var held = new List<(TKey Key, Entry Entry)>();
        try
        {
            // In one order, so that no two wait for each other.
            foreach (var key in keys.Distinct().Order())
            {
                held.Add((key, await HoldAsync(key, cancellationToken).ConfigureAwait(false)));
            }

            return await action().ConfigureAwait(false);
        }
        finally
        {
            foreach (var (key, entry) in held)
            {
                entry.Turn.Release();
                Leave(key, entry);
            }
        }
    }

    private async Task<Entry> HoldAsync(TKey key, CancellationToken cancellationToken)
    {
        var entry = Enter(key);
        try
        {
            await entry.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            return entry;
        }
        catch
        {
            Leave(key, entry);
            throw;
        }
    }

    private Entry Enter(TKey key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries[key] = entry = new Entry();
            }

            entry.Users++;
            return entry;
        }
    }

    private void Leave(TKey key, Entry entry)
    {
        lock (_gate)
        {
            if (--entry.Users == 0)
            {
                _entries.Remove(key);
                entry.Turn.Dispose();
            }
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }
}
