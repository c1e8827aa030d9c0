using System.Buffers;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Fingerprints;

/// <summary>UUIDs: 16 bytes in the order in which they are written.</summary>
internal sealed class UuidField(ushort fieldId) : Field(fieldId)
{
    private const int Size = 16;

    public override void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        var values = vector.Values<Int128>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (!vector.IsNull(row))
            {
                UuidConversion.FromStored(values[row]).TryWriteBytes(Begin(rows[row], Size), bigEndian: true, out _);
            }
        }
    }
}
