using System.Collections.Concurrent;
using TradeStore.Storage.Declarations;

namespace TradeStore.Live;

/// <summary>
/// Rows of a state table in memory, in two layers: what is acknowledged, which anybody may read at any time, and above it what is decided and on
/// its way through the journal, which only the next decision sees.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="key">Returns a row's key.</param>
/// <param name="isKept">Tells which rows stay in memory once they are acknowledged, the others being found in the database only; all when left out.</param>
/// <param name="ended">Takes each row that does not stay, as it is acknowledged; under the gate.</param>
internal sealed class LiveTable<TKey, TRow>(Table<TRow> table, Func<TRow, TKey> key, Func<TRow, bool>? isKept = null, Action<TRow>? ended = null) : ILiveSet
    where TKey : notnull
    where TRow : class
{
    private readonly ConcurrentDictionary<TKey, TRow> _acknowledged = [];
    private readonly Dictionary<TKey, TRow> _decided = [];

    public Table<TRow> Table => table;

    /// <summary>Gets the acknowledged rows.</summary>
    public IEnumerable<TRow> Rows => _acknowledged.Select(pair => pair.Value);

    public int Count => _acknowledged.Count;

    /// <summary>Returns an acknowledged row.</summary>
    public TRow? Find(TKey id) => _acknowledged.GetValueOrDefault(id);

    public TKey KeyOf(TRow row) => key(row);

    /// <summary>Returns a row as it was decided last; by a decision only.</summary>
    public TRow? FindDecided(TKey id) => _decided.TryGetValue(id, out var row) ? row : _acknowledged.GetValueOrDefault(id);

    /// <summary>Returns all rows as they were decided last; by a decision only.</summary>
    public IEnumerable<TRow> DecidedRows => _acknowledged.Where(pair => !_decided.ContainsKey(pair.Key)).Select(pair => pair.Value).Concat(_decided.Values);

    /// <summary>Takes a row that is on its way to the journal.</summary>
    public void Decide(TRow row) => _decided[key(row)] = row;

    /// <summary>Takes a row that is in the journal, or was read back from the database.</summary>
    public void Acknowledge(TRow row)
    {
        var id = key(row);
        if (isKept is null || isKept(row))
        {
            _acknowledged[id] = row;
        }
        else
        {
            _acknowledged.TryRemove(id, out _);
            ended?.Invoke(row);
        }

        // A later decision about the same row is still on its way.
        if (_decided.TryGetValue(id, out var decided) && ReferenceEquals(decided, row))
        {
            _decided.Remove(id);
        }
    }

    public void Withdraw() => _decided.Clear();
}

/// <summary>One value of the live state, such as the last link of the audit chain.</summary>
internal sealed class LiveValue<T>(T initial) : ILiveSet
{
    private T _acknowledged = initial;
    private T _decided = initial;

    /// <summary>Gets the value as it was decided last; by a decision only.</summary>
    public T Decided => _decided;

    /// <summary>Takes a value that is on its way to the journal.</summary>
    public void Decide(T value) => _decided = value;

    /// <summary>Takes a value that is in the journal.</summary>
    public void Acknowledge(T value) => _acknowledged = value;

    /// <summary>Takes the value that the database holds.</summary>
    public void Load(T value) => _acknowledged = _decided = value;

    public void Withdraw() => _decided = _acknowledged;
}

/// <summary>A part of the live state that decisions change.</summary>
internal interface ILiveSet
{
    /// <summary>Forgets everything that is decided and not acknowledged.</summary>
    public void Withdraw();
}

/// <summary>The end of the audit chain, to which the next record is tied.</summary>
/// <param name="SequenceNumber">The number of the last record; 0 when there is none.</param>
/// <param name="Hash">Its hash, in hexadecimal; <see langword="null"/> before the first record, and where somebody has made something else of it.</param>
internal sealed record AuditLink(long SequenceNumber, string? Hash)
{
    /// <summary>What the first record is tied to.</summary>
    public static AuditLink First { get; } = new(0, Hash: null);
}
