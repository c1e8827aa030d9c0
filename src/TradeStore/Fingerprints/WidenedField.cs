using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Vector = TradeStore.DuckDb.Vectors.Vector;

namespace TradeStore.Fingerprints;

/// <summary>Integers that the engine keeps in fewer than the 8 bytes they are added with.</summary>
internal sealed class WidenedField<T>(ushort fieldId) : Field(fieldId)
    where T : unmanaged, IBinaryInteger<T>
{
    public override void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        var values = vector.Values<T>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (!vector.IsNull(row))
            {
                BinaryPrimitives.WriteInt64LittleEndian(Begin(rows[row], sizeof(long)), long.CreateChecked(values[row]));
            }
        }
    }
}
