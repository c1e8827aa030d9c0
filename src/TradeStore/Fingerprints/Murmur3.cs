using System.Buffers.Binary;
using System.Numerics;

namespace TradeStore.Fingerprints;

/// <summary>
/// MurmurHash3 x64 128 by Austin Appleby, with seed 0 (https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp). It is the same in
/// every version of .NET and of the engine, as a hash that is kept for years has to be; it does not withstand somebody who seeks collisions.
/// </summary>
internal static class Murmur3
{
    private const int Block = 16;
    private const ulong First = 0x87c37b91114253d5;
    private const ulong Second = 0x4cf5ad432745937f;

    /// <summary>Returns the hash: the first half above the second.</summary>
    public static UInt128 Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var length = (ulong)data.Length;
            ulong low = 0;
            ulong high = 0;
            for (; data.Length >= Block; data = data[Block..])
            {
                low ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(data));
                low = (BitOperations.RotateLeft(low, 27) + high) * 5 + 0x52dce729;
                high ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(data[sizeof(ulong)..]));
                high = (BitOperations.RotateLeft(high, 31) + low) * 5 + 0x38495ab5;
            }

            // Zeros behind the rest change nothing: mixing zero gives zero.
            Span<byte> rest = stackalloc byte[Block];
            rest.Clear();
            data.CopyTo(rest);
            low ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest)) ^ length;
            high ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..])) ^ length;
            low += high;
            high += low;
            low = Finish(low);
            high = Finish(high);
            low += high;
            high += low;
            return new UInt128(low, high);
        }
    }

    private static ulong MixFirst(ulong part) => unchecked(BitOperations.RotateLeft(part * First, 31) * Second);

    private static ulong MixSecond(ulong part) => unchecked(BitOperations.RotateLeft(part * Second, 33) * First);

    private static ulong Finish(ulong part)
    {
        unchecked
        {
            part = (part ^ (part >> 33)) * 0xff51afd7ed558ccd;
            part = (part ^ (part >> 33)) * 0xc4ceb9fe1a85ec53;
            return part ^ (part >> 33);
        }
    }
}
