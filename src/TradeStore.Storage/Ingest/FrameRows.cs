using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>Rows of several tables that become one frame, of each table in the order in which they came.</summary>
internal sealed class FrameRows
{
    private readonly List<IRowList> _tables = [];

    public bool IsEmpty => _tables.Count == 0;

    /// <summary>Gets the tables that have rows.</summary>
    public IEnumerable<TableSchema> Tables => _tables.Select(t => t.Table);

    /// <summary>Gets the first correlation id that a table's first row has, for the span of the write.</summary>
    public object? CorrelationId => _tables.Select(t => t.CorrelationId).FirstOrDefault(id => id is not null);

    /// <summary>Returns how many rows of a table there are.</summary>
    public int Count(string table) => _tables.Find(t => t.Table.Name == table)?.Count ?? 0;

    public void Add<TRow>(Table<TRow> table, TRow row)
        where TRow : class => RowsOf(table).Add(row);

    public void Add<TRow>(Table<TRow> table, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        if (rows.Count > 0)
        {
            RowsOf(table).AddRange(rows);
        }
    }

    public void Clear() => _tables.Clear();

    /// <summary>Estimates what the frame takes when it is encoded.</summary>
    public long Estimate() => _tables.Sum(t => t.Estimate());

    /// <summary>Encodes the rows, table by table.</summary>
    /// <exception cref="Errors.InvalidRowException">A row breaks a rule.</exception>
    public List<ColumnBatch> Encode(long now, TimePrecision precision)
    {
        var batches = new List<ColumnBatch>(_tables.Count);
        try
        {
            foreach (var table in _tables)
            {
                batches.Add(table.Encode(now, precision));
            }

            return batches;
        }
        catch
        {
            batches.ForEach(b => b.Dispose());
            throw;
        }
    }

    private List<TRow> RowsOf<TRow>(Table<TRow> table)
        where TRow : class
    {
        if (_tables.Find(t => t.Table == table) is not RowList<TRow> list)
        {
            _tables.Add(list = new RowList<TRow>(table));
        }

        return list.Rows;
    }

    private interface IRowList
    {
        public TableSchema Table { get; }

        public int Count { get; }

        public object? CorrelationId { get; }

        public long Estimate();

        public ColumnBatch Encode(long now, TimePrecision precision);
    }

    private sealed class RowList<TRow>(Table<TRow> table) : IRowList
        where TRow : class
    {
        public List<TRow> Rows { get; } = [];

        public TableSchema Table => table;

        public int Count => Rows.Count;

        public object? CorrelationId => table.CorrelationId(Rows[0]);

        public long Estimate() => table.Encoder.Estimate(Rows);

        public ColumnBatch Encode(long now, TimePrecision precision) => table.Encoder.Encode(Rows, now, precision);
    }
}
