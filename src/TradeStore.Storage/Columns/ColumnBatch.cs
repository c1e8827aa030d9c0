using System.Buffers;
using System.Runtime.InteropServices;
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

/// <summary>One column of a batch: the sections that stand in the journal, as <c>docs/journal-format.md</c> lays them down.</summary>
internal readonly struct ColumnData
{
    /// <summary>Gets a value indicating whether every row is NULL; then there are no sections.</summary>
    public bool IsAllNull { get; init; }

    /// <summary>Gets one bit a row in 64-bit words, 1 = present; empty when no row is NULL.</summary>
    public ReadOnlyMemory<byte> Validity { get; init; }

    /// <summary>Gets values, dictionary codes or end offsets, one a row.</summary>
    public ReadOnlyMemory<byte> Values { get; init; }

    /// <summary>Gets the dictionary codes of list elements.</summary>
    public ReadOnlyMemory<byte> Elements { get; init; }

    /// <summary>Gets the end offset of each dictionary entry in <see cref="Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Offsets { get; init; }

    /// <summary>Gets the UTF-8 of texts or dictionary entries.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    public ReadOnlySpan<ulong> ValidityWords => MemoryMarshal.Cast<byte, ulong>(Validity.Span);

    public int DictionarySize => Offsets.Length / sizeof(int);

    public ReadOnlySpan<T> ValuesAs<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Values.Span);

    public bool IsNull(int row) => IsAllNull || (!Validity.IsEmpty && ((ValidityWords[row >> 6] >> (row & 63)) & 1) == 0);

    /// <summary>Returns the UTF-8 of a dictionary entry.</summary>
    public ReadOnlySpan<byte> DictionaryEntry(int code) => Slice(MemoryMarshal.Cast<byte, int>(Offsets.Span), code);

    /// <summary>Returns the UTF-8 of a plain text.</summary>
    public ReadOnlySpan<byte> PlainText(int row) => Slice(ValuesAs<int>(), row);

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<int> ends, int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return Bytes.Span[start..ends[index]];
    }
}

/// <summary>The pooled memory of one batch: sections are cut from it, all goes back at once.</summary>
internal sealed class BatchMemory : IDisposable
{
    private const int SmallestBlock = 4096;
    private readonly List<byte[]> _blocks = new(1);
    private int _used;

    /// <summary>Gets the bytes rented.</summary>
    public long Size { get; private set; }

    /// <summary>Makes room for an expected number of bytes, so that a batch mostly lives in one block.</summary>
    public void Reserve(long bytes)
    {
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < bytes)
        {
            AddBlock((int)Math.Min(bytes, Array.MaxLength));
        }
    }

    /// <summary>Cuts a section of at least <paramref name="length"/> bytes, rounded up to 8, with its padding zeroed.</summary>
    public Memory<byte> Allocate(int length)
    {
        var padded = (length + 7) & ~7;
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < padded)
        {
            AddBlock(padded);
        }

        var section = _blocks[^1].AsMemory(_used, padded);
        _used += padded;
        section.Span[length..].Clear();
        return section[..length];
    }

    /// <summary>Cuts a larger section and copies what an outgrown one held.</summary>
    public Memory<byte> Grow(Memory<byte> section, int used)
    {
        var larger = Allocate(Math.Max(64, checked(section.Length * 2)));
        section.Span[..used].CopyTo(larger.Span);
        return larger;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _blocks.Clear();
        Size = 0;
    }

    private void AddBlock(int bytes)
    {
        var block = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, SmallestBlock));
        _blocks.Add(block);
        _used = 0;
        Size += block.Length;
    }
}
