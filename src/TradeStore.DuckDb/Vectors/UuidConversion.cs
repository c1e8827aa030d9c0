using System.Buffers.Binary;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// <see cref="Guid"/> as DuckDB stores a UUID: the number that its text spells, with the highest bit flipped, so that signed order is the
/// order of the text.
/// </summary>
public static class UuidConversion
{
    private const int Bytes = 16;

    private static readonly UInt128 HighBit = UInt128.One << 127;

    /// <summary>To the stored form.</summary>
    public static Int128 ToStored(Guid value) => unchecked((Int128)(ToUnsigned(value) ^ HighBit));

    /// <summary>From the stored form.</summary>
    public static Guid FromStored(Int128 stored)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, unchecked((UInt128)stored) ^ HighBit);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The number that the text spells.</summary>
    internal static UInt128 ToUnsigned(Guid value)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
