using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vector = TradeStore.DuckDb.Vectors.Vector;

namespace TradeStore.Fingerprints;

/// <summary>Values of one width, as they are stored: little-endian, a DOUBLE by its bits.</summary>
internal sealed class FixedField<T>(ushort fieldId) : Field(fieldId)
    where T : unmanaged
{
    public override void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        var values = vector.Values<T>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (!vector.IsNull(row))
            {
                MemoryMarshal.Write(Begin(rows[row], Unsafe.SizeOf<T>()), in values[row]);
            }
        }
    }
}

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
