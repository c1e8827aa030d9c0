using System.Buffers.Binary;
using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Columns;

/// <summary>Batches of several tables in one frame: all of them are acknowledged, or none is. Laid down in <c>docs/journal-format.md</c>.</summary>
internal sealed class TransactionPayload : IJournalPayload
{
    /// <summary>The version of the layout of a transaction's parts.</summary>
    public const ushort LayoutVersion = 1;

    private const int PartHeaderSize = 16;
    private readonly IReadOnlyList<ColumnBatch> _parts;
    private readonly ReadOnlyMemory<byte>[] _headers;

    public TransactionPayload(IReadOnlyList<ColumnBatch> parts)
    {
        _parts = parts;
        _headers = [.. parts.Select(Header)];
        RowCount = parts.Sum(p => p.RowCount);
        PayloadLength = parts.Sum(p => p.PayloadLength) + _headers.Sum(h => (long)h.Length);
    }

    public FrameKind Kind => FrameKind.Transaction;

    public string Table => "";

    public ushort SchemaVersion => LayoutVersion;

    public int RowCount { get; }

    /// <summary>Gets the number of parts: a transaction has no columns of its own.</summary>
    public ushort ColumnCount => (ushort)_parts.Count;

    public long PayloadLength { get; }

    public void CollectSections(List<ReadOnlyMemory<byte>> sections)
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            sections.Add(_headers[i]);
            _parts[i].CollectSections(sections);
        }
    }

    /// <summary>Reads the header of a part and cuts its payload; the position moves behind the part.</summary>
    public static TransactionPart ReadPart(ReadOnlyMemory<byte> payload, ref int position)
    {
        var header = payload.Span[position..];
        var rows = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(header));
        var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
        var columns = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[12..]);
        var table = System.Text.Encoding.UTF8.GetString(header.Slice(PartHeaderSize, nameLength));
        position += PartHeaderSize + FrameHeader.Padded(nameLength);
        var part = new TransactionPart(table, version, rows, columns, payload.Slice(position, length));
        position += length;
        return part;
    }

    private static ReadOnlyMemory<byte> Header(ColumnBatch part)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(part.Table.Name);
        var header = new byte[PartHeaderSize + FrameHeader.Padded(name.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)part.RowCount);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), checked((uint)part.PayloadLength));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), part.ColumnCount);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), part.SchemaVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(12), (ushort)name.Length);
        name.CopyTo(header, PartHeaderSize);
        return header;
    }
}

/// <summary>The rows of one table within a transaction's frame.</summary>
/// <param name="Table">The table.</param>
/// <param name="SchemaVersion">The version of the table's declaration.</param>
/// <param name="RowCount">The rows.</param>
/// <param name="ColumnCount">The columns.</param>
/// <param name="Payload">The directory and the sections, as in a frame of one table.</param>
internal readonly record struct TransactionPart(string Table, ushort SchemaVersion, int RowCount, ushort ColumnCount, ReadOnlyMemory<byte> Payload);

/// <summary>A frame that several batches lie in; given back when the last of them is.</summary>
internal sealed class SharedFrame(IDisposable frame, int owners) : IDisposable
{
    private int _owners = owners;

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            frame.Dispose();
        }
    }
}
