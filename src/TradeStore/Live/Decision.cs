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
    private readonly List<IRowList> _rows = [];
    private readonly List<(Action Decide, Action Acknowledge)> _changes = [];
    private readonly Dictionary<(ILiveSet Set, object Key), object> _pending = [];

    /// <summary>Gets the time of the decision, microseconds since 1970 UTC.</summary>
    public long Now { get; } = now;

    /// <summary>Gets <see cref="Now"/> as a time, UTC.</summary>
    public DateTime Time => TimestampConversion.FromMicroseconds(Now);

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Makes an id that sorts by the time of the decision.</summary>
    public Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMicroseconds(Now));

    /// <summary>Returns a row as decided last, by this decision or an earlier one.</summary>
    public TRow? Find<TKey, TRow>(LiveTable<TKey, TRow> table, TKey key)
        where TKey : notnull
        where TRow : class => _pending.TryGetValue((table, key), out var row) ? (TRow)row : table.FindDecided(key);

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
        var own = tables.Of(table);
        if (_rows.Find(r => r.Table == own) is not RowList<TRow> rows)
        {
            _rows.Add(rows = new RowList<TRow>(own));
        }

        row = AsStored(table, row);
        rows.Rows.Add(row);
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

    /// <summary>Changes a value.</summary>
    public void Set<T>(LiveValue<T> value, T to) => _changes.Add((() => value.Decide(to), () => value.Acknowledge(to)));

    /// <summary>Shows on a span what is written.</summary>
    public void Describe(Activity span)
    {
        span.SetTag(MetricNames.CorrelationId, _rows.Select(r => r.CorrelationId).FirstOrDefault(c => c is not null)?.ToString());
        if (_rows is [{ Table: var table }])
        {
            span.SetTag(MetricNames.Table, table.Name);
        }
    }

    /// <summary>Encodes the rows, table by table.</summary>
    /// <exception cref="Storage.Errors.InvalidRowException">A row breaks a rule.</exception>
    public List<ColumnBatch> Encode()
    {
        var batches = new List<ColumnBatch>(_rows.Count);
        try
        {
            foreach (var rows in _rows)
            {
                batches.Add(rows.Encode(Now, precision));
            }

            return batches;
        }
        catch
        {
            batches.ForEach(b => b.Dispose());
            throw;
        }
    }

    /// <summary>Makes the next decisions see this one.</summary>
    public void Decide() => _changes.ForEach(c => c.Decide());

    /// <summary>Makes everybody see it.</summary>
    public void Acknowledge() => _changes.ForEach(c => c.Acknowledge());
}
