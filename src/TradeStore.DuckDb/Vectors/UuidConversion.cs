using System.Buffers.Binary;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// <see cref="Guid"/> as DuckDB stores a UUID: the number that its text spells, with the highest bit flipped, so that signed order is the
/// order of the text.
/// </summary>
public static class UuidConversion
{
    /// <summary>To the stored form.</summary>
    public static Int128 ToStored(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt128BigEndian(bytes) ^ Int128.MinValue;
    }

    /// <summary>From the stored form.</summary>
    public static Guid FromStored(Int128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, stored ^ Int128.MinValue);
        return new Guid(bytes, bigEndian: true);
    }
}
