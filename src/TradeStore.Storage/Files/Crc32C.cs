using System.Buffers.Binary;
using System.Numerics;

namespace TradeStore.Storage.Files;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), in parts: start with <see cref="Start"/>, append, finish.</summary>
/// <remarks>
/// System.IO.Hashing 11.0.0 computes the same (<c>Crc32ParameterSet.Crc32C</c>), and not here: a frame of one order, in its thirty sections, takes it 1.4 times as long (64 bytes 1.4 to 1.9 times,
/// 10 KB 0.8 to 0.95, 1 MB 0.8 to 1.0), and it neither goes on from a state that is kept nor joins two runs, as <see cref="AppendZeros"/> does.
/// </remarks>
internal static class Crc32C
{
    /// <summary>The state before the first byte.</summary>
    public const uint Start = 0xFFFF_FFFF;

    // Polynomials modulo that of the checksum, the highest bit first for x^0: x^8, and the checksum's own without x^32.
    private const uint Byte = 0x0080_0000;
    private const uint Polynomial = 0x82F6_3B78;

    /// <summary>The state after <paramref name="bytes"/>.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        return state;
    }

    /// <summary>
    /// The state after as many bytes of zeros. A checksum is linear: the state behind a run of bytes is that behind as many zeros, XOR that behind the
    /// run from the state 0. So a run can be summed up before it is known what stands in front of it.
    /// </summary>
    public static uint AppendZeros(uint state, long count)
    {
        for (var factor = Byte; count > 0; count >>= 1)
        {
            state = (count & 1) == 0 ? state : Multiply(state, factor);
            factor = Multiply(factor, factor);
        }

        return state;
    }

    /// <summary>The checksum of a state.</summary>
    public static uint Finish(uint state) => ~state;

    /// <summary>The checksum of one run of bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (; left != 0; left <<= 1)
        {
            product ^= (left & 0x8000_0000) == 0 ? 0 : right;
            right = (right & 1) == 0 ? right >> 1 : (right >> 1) ^ Polynomial;
        }

        return product;
    }
}
