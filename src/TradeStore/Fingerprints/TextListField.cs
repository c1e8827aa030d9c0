using System.Buffers;
using System.Buffers.Binary;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Fingerprints;

/// <summary>Lists of texts: each text with its length before it.</summary>
internal sealed class TextListField(ushort fieldId) : Field(fieldId)
{
    public override void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        var entries = vector.ListEntries;
        var texts = vector.ListChild;
        for (var row = 0; row < rows.Length; row++)
        {
            if (!vector.IsNull(row))
            {
                Add(texts, checked((int)entries[row].Offset), checked((int)entries[row].Length), rows[row]);
            }
        }
    }

    private void Add(Vector texts, int first, int count, ArrayBufferWriter<byte> row)
    {
        var length = 0;
        for (var i = first; i < first + count; i++)
        {
            length = checked(length + sizeof(int) + texts.GetUtf8(i).Length);
        }

        var left = Begin(row, length);
        for (var i = first; i < first + count; i++)
        {
            var text = texts.GetUtf8(i);
            BinaryPrimitives.WriteInt32LittleEndian(left, text.Length);
            text.CopyTo(left[sizeof(int)..]);
            left = left[(sizeof(int) + text.Length)..];
        }
    }
}
