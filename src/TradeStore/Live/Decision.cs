using System.Diagnostics;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;

namespace TradeStore.Live;

/// <summary>
/// What one call decides: the rows it writes and the changes of the live state that follow from them. Nothing of it holds until the whole of it
/// is encoded and queued; what throws before leaves no trace.
/// </summary>
internal sealed class Decision(long now, TableCatalog tables, TimePrecision precision = TimePrecision.Cut) : IDecision
{
    private readonly List<(Action Decide, Action Acknowledge)> _changes = [];
    private readonly Dictionary<(ILiveSet Set, object Key), object> _pending = [];

    /// <summary>Gets the time of the decision, microseconds since 1970 UTC.</summary>
    public long Now { get; } = now;

    /// <summary>Gets <see cref="Now"/> as a time, UTC.</summary>
    public DateTime Time => TimestampConversion.FromMicroseconds(Now);

    /// <summary>Gets the rows that are written.</summary>
    public FrameRows Rows { get; } = new();

    /// <summary>Makes an id that sorts by the time of the decision.</summary>
    public Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMicroseconds(Now));

    /// <summary>Returns a row as decided last, by this decision or an earlier one.</summary>
    public TRow? Find<TKey, TRow>(LiveTable<TKey, TRow> table, TKey key)
        where TKey : notnull
        where TRow : class => _pending.TryGetValue((table, key), out var row) ? (TRow)row : table.FindDecided(key);

    /// <summary>Returns the rows of a kind as decided last, by this decision or an earlier one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">Which rows; nothing that a later version of a row can change.</param>
    public List<TRow> FindAll<TKey, TRow>(LiveTable<TKey, TRow> table, Func<TRow, bool>? kind = null)
        where TKey : notnull
        where TRow : class
    {
        var rows = (kind is null ? table.DecidedRows : table.DecidedRows.Where(kind)).ToList();
        if (_pending.Count == 0)
        {
            return rows;
        }

        var pending = _pending.Where(p => p.Key.Set == table).Select(p => (TRow)p.Value).Where(r => kind?.Invoke(r) != false).ToDictionary(table.KeyOf);
        return [.. rows.Select(r => pending.Remove(table.KeyOf(r), out var newer) ? newer : r), .. pending.Values];
    }

    /// <summary>Returns a row of a caller with its times as they are stored: what rules compare, and memory keeps, is what the database holds.</summary>
    public TRow AsStored<TRow>(Table<TRow> table, TRow row)
        where TRow : class => precision == TimePrecision.Cut ? table.CutTimes(row) : row;

    /// <summary>Writes a row over the one with its key, and returns it as it is stored.</summary>
    public TRow Put<TKey, TRow>(LiveTable<TKey, TRow> table, TRow row)
        where TKey : notnull
        where TRow : class
    {
        row = Append(table.Table, row);
        (ILiveSet Set, object Key) key = (table, table.KeyOf(row));
        if (!_pending.ContainsKey(key))
        {
            // Of several versions of a row nobody outside the decision may see another than the last.
            _changes.Add((() => table.Decide((TRow)_pending[key]), () => table.Acknowledge((TRow)_pending[key])));
        }

        _pending[key] = row;
        return row;
    }

    /// <summary>Writes a row that no live state keeps, and returns it as it is stored.</summary>
    public TRow Append<TRow>(Table<TRow> table, TRow row)
        where TRow : class
    {
        row = AsStored(table, row);
        Rows.Add(tables.Of(table), row);
        return row;
    }

    /// <summary>Takes an id, and tells whether it was free.</summary>
    public bool TryClaim(IdentitySet set, UInt128 id)
    {
        if (set.Contains(id) || !_pending.TryAdd((set, id), id))
        {
            return false;
        }

        _changes.Add((() => set.Decide(id), () => set.Acknowledge(id)));
        return true;
    }

    /// <summary>Tells whether an id is known.</summary>
    public bool Knows(IdentitySet set, UInt128 id) => set.Contains(id) || _pending.ContainsKey((set, id));

    /// <summary>Returns a value as decided last, by this decision or an earlier one.</summary>
    public T Get<T>(LiveValue<T> value)
        where T : class => _pending.TryGetValue((value, value), out var pending) ? (T)pending : value.Decided;

    /// <summary>Changes a value.</summary>
    public void Set<T>(LiveValue<T> value, T to)
        where T : class
    {
        if (!_pending.ContainsKey((value, value)))
        {
            _changes.Add((() => value.Decide((T)_pending[(value, value)]), () => value.Acknowledge((T)_pending[(value, value)])));
        }

        _pending[(value, value)] = to;
    }

    /// <summary>Has something happen when this is decided, and not before: what throws, or is decided anew, leaves no trace of it.</summary>
    public void OnDecided(Action happens) => _changes.Add((happens, static () => { }));

    /// <summary>Forgets everything: there is something to be read first.</summary>
    public void Abandon()
    {
        Rows.Clear();
        _changes.Clear();
        _pending.Clear();
    }

    /// <summary>Shows on a span what is written.</summary>
    public void Describe(Activity span)
    {
        span.SetTag(MetricNames.CorrelationId, Rows.CorrelationId?.ToString());
        if (Rows.Tables.Take(2).ToList() is [var table])
        {
            span.SetTag(MetricNames.Table, table.Name);
        }
    }

    /// <summary>Encodes the rows, table by table.</summary>
    /// <exception cref="Storage.Errors.InvalidRowException">A row breaks a rule.</exception>
    public List<ColumnBatch> Encode() => Rows.Encode(Now, precision);

    /// <summary>Makes the next decisions see this one.</summary>
    public void Decide() => _changes.ForEach(c => c.Decide());

    /// <summary>Makes everybody see it.</summary>
    public void Acknowledge() => _changes.ForEach(c => c.Acknowledge());
}
