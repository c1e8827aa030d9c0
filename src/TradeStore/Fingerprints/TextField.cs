using System.Buffers;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Fingerprints;

/// <summary>Texts, JSON among them: UTF-8, byte for byte as stored.</summary>
internal sealed class TextField(ushort fieldId) : Field(fieldId)
{
    public override void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            if (!vector.IsNull(row))
            {
                var text = vector.GetUtf8(row);
                text.CopyTo(Begin(rows[row], text.Length));
            }
        }
    }
}
