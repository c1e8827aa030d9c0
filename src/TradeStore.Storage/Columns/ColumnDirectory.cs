using System.Buffers.Binary;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns;

/// <summary>The directory at the start of a payload: 32 bytes a column that say what its sections are and how long.</summary>
internal static class ColumnDirectory
{
    private const int EntrySize = 32;
    private const int LengthsAt = 8;
    private const byte HasValidity = 1;
    private const byte AllNull = 2;

    public static int Size(int columns) => columns * EntrySize;

    public static long SectionBytes(ColumnData column) =>
        Padded(column.Validity.Length) + Padded(column.Values.Length) + Padded(column.Elements.Length) + Padded(column.Offsets.Length) + Padded(column.Bytes.Length);

    public static void Write(TableSchema table, ReadOnlySpan<ColumnData> columns, Span<byte> directory)
    {
        directory.Clear();
        for (var i = 0; i < columns.Length; i++)
        {
            ref readonly var data = ref columns[i];
            var definition = table.Columns[i];
            var entry = directory.Slice(i * EntrySize, EntrySize);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, definition.FieldId);
            entry[2] = (byte)definition.Storage;
            entry[3] = (byte)((data.Validity.IsEmpty ? 0 : HasValidity) | (data.IsAllNull ? AllNull : 0));
            entry[4] = (byte)definition.Type;
            entry[5] = definition.Precision;
            entry[6] = definition.Scale;
            WriteLength(entry, 0, data.Validity);
            WriteLength(entry, 1, data.Values);
            WriteLength(entry, 2, data.Elements);
            WriteLength(entry, 3, data.Offsets);
            WriteLength(entry, 4, data.Bytes);
        }
    }

    public static void Collect(in ColumnData column, List<ReadOnlyMemory<byte>> sections)
    {
        Add(column.Validity, sections);
        Add(column.Values, sections);
        Add(column.Elements, sections);
        Add(column.Offsets, sections);
        Add(column.Bytes, sections);
    }

    /// <summary>Reads one entry and cuts its sections from the payload.</summary>
    /// <returns>The field id; the position moves behind the sections.</returns>
    public static (ushort FieldId, ColumnType Type, StorageKind Storage, DecimalFormat Format) Read(
        ReadOnlyMemory<byte> payload, int index, ref int position, out ColumnData column)
    {
        var entry = payload.Span.Slice(index * EntrySize, EntrySize);
        column = new ColumnData
        {
            IsAllNull = (entry[3] & AllNull) != 0,
            Validity = Cut(payload, entry, 0, ref position),
            Values = Cut(payload, entry, 1, ref position),
            Elements = Cut(payload, entry, 2, ref position),
            Offsets = Cut(payload, entry, 3, ref position),
            Bytes = Cut(payload, entry, 4, ref position),
        };
        return (BinaryPrimitives.ReadUInt16LittleEndian(entry), (ColumnType)entry[4], (StorageKind)entry[2], new DecimalFormat(entry[5], entry[6]));
    }

    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> payload, ReadOnlySpan<byte> entry, int section, ref int position)
    {
        var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(entry[(LengthsAt + (section * sizeof(uint)))..]));
        var cut = payload.Slice(position, length);
        position += (int)Padded(length);
        return cut;
    }

    private static void WriteLength(Span<byte> entry, int section, ReadOnlyMemory<byte> memory) =>
        BinaryPrimitives.WriteUInt32LittleEndian(entry[(LengthsAt + (section * sizeof(uint)))..], (uint)memory.Length);

    private static void Add(ReadOnlyMemory<byte> section, List<ReadOnlyMemory<byte>> sections)
    {
        if (section.IsEmpty)
        {
            return;
        }

        sections.Add(section);
        var padding = (int)Padded(section.Length) - section.Length;
        if (padding > 0)
        {
            sections.Add(Zeros[..padding]);
        }
    }

    private static readonly ReadOnlyMemory<byte> Zeros = new byte[8];

    private static long Padded(int length) => (length + 7L) & ~7L;
}
