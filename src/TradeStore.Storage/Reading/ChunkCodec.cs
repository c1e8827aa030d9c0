using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Reading;

/// <summary>
/// Chunks as bytes, for this process alone: the number of rows, and for each column its validity and then its values as they are stored; texts with their
/// lengths before them, lists as places in the column of their elements.
/// </summary>
internal static class ChunkCodec
{
    public static void Write(DataChunk chunk, IBufferWriter<byte> writer)
    {
        Write(writer, chunk.RowCount);
        for (var i = 0; i < chunk.ColumnCount; i++)
        {
            Write(chunk.GetVector(i), chunk.RowCount, writer);
        }
    }

    public static DataChunk Read(ReadOnlySpan<byte> bytes, IReadOnlyList<LogicalType> types)
    {
        var chunk = DataChunk.Create(types);
        var rows = ReadInt(ref bytes);
        chunk.RowCount = rows;
        for (var i = 0; i < types.Count; i++)
        {
            Read(ref bytes, chunk.GetVector(i), rows);
        }

        return chunk;
    }

    private static void Write(Vector vector, int rows, IBufferWriter<byte> writer)
    {
        Write(writer, vector.HasValidity ? 1 : 0);
        if (vector.HasValidity)
        {
            writer.Write(MemoryMarshal.AsBytes(vector.Validity[..Words(rows)]));
        }

        if (vector.Type.IsText)
        {
            for (var row = 0; row < rows; row++)
            {
                var text = vector.IsNull(row) ? [] : vector.GetUtf8(row);
                Write(writer, text.Length);
                writer.Write(text);
            }
        }
        else if (vector.Type.Id == DuckDBType.List)
        {
            // The place of a NULL is not defined.
            for (var row = 0; row < rows; row++)
            {
                var entry = vector.IsNull(row) ? default : vector.ListEntries[row];
                Write(writer, checked((int)entry.Offset));
                Write(writer, checked((int)entry.Length));
            }

            Write(writer, vector.ListSize);
            Write(vector.ListChild, vector.ListSize, writer);
        }
        else
        {
            var size = vector.ValueBytes.Length / Math.Max(vector.Length, 1);
            writer.Write(vector.ValueBytes[..(rows * size)]);
        }
    }

    private static void Read(ref ReadOnlySpan<byte> bytes, Vector vector, int rows)
    {
        if (ReadInt(ref bytes) == 1)
        {
            var validity = Take(ref bytes, Words(rows) * sizeof(ulong));
            validity.CopyTo(MemoryMarshal.AsBytes(vector.WritableValidity()));
        }

        if (vector.Type.IsText)
        {
            for (var row = 0; row < rows; row++)
            {
                vector.SetUtf8(row, Take(ref bytes, ReadInt(ref bytes)));
            }
        }
        else if (vector.Type.Id == DuckDBType.List)
        {
            var entries = vector.ListEntries;
            for (var row = 0; row < rows; row++)
            {
                entries[row] = new DuckDBListEntry((ulong)ReadInt(ref bytes), (ulong)ReadInt(ref bytes));
            }

            var size = ReadInt(ref bytes);
            vector.SetListSize(size);
            Read(ref bytes, vector.ListChild, size);
        }
        else
        {
            var size = vector.ValueBytes.Length / Math.Max(vector.Length, 1);
            Take(ref bytes, rows * size).CopyTo(vector.ValueBytes);
        }
    }

    private static int Words(int rows) => (rows + 63) / 64;

    private static void Write(IBufferWriter<byte> writer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(sizeof(int)), value);
        writer.Advance(sizeof(int));
    }

    private static int ReadInt(ref ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref bytes, sizeof(int)));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
