using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns;

/// <summary>
/// Rows of one table as columns: what the caller's thread encodes, the journal writes and the writer copies into DuckDB's vectors.
/// All of it lives in pooled memory, given back by <see cref="Dispose"/>.
/// </summary>
internal sealed class ColumnBatch : IJournalPayload, IDisposable
{
    private readonly ColumnData[] _columns;
    private readonly ReadOnlyMemory<byte> _directory;
    private IDisposable? _memory;

    public ColumnBatch(TableSchema table, int rowCount, ColumnData[] columns, BatchMemory memory)
    {
        Table = table;
        RowCount = rowCount;
        _columns = columns;
        _memory = memory;
        var directory = memory.Allocate(ColumnDirectory.Size(columns.Length));
        ColumnDirectory.Write(table, columns, directory.Span);
        _directory = directory;
        PayloadLength = directory.Length + columns.Sum(ColumnDirectory.SectionBytes);
    }

    /// <summary>Creates a batch over sections that lie elsewhere, such as in a journal frame.</summary>
    public ColumnBatch(TableSchema table, int rowCount, ColumnData[] columns, long payloadLength, IDisposable memory)
    {
        Table = table;
        RowCount = rowCount;
        _columns = columns;
        _memory = memory;
        PayloadLength = payloadLength;
    }

    public TableSchema Table { get; }

    public int RowCount { get; }

    public FrameKind Kind => FrameKind.Append;

    public long PayloadLength { get; }

    public ushort SchemaVersion => Table.Version;

    public ushort ColumnCount => (ushort)_columns.Length;

    string IJournalPayload.Table => Table.Name;

    public ref readonly ColumnData Column(int ordinal) => ref _columns[ordinal];

    public void CollectSections(List<ReadOnlyMemory<byte>> sections)
    {
        sections.Add(_directory);
        foreach (ref readonly var column in _columns.AsSpan())
        {
            ColumnDirectory.Collect(column, sections);
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _memory, null)?.Dispose();
}
