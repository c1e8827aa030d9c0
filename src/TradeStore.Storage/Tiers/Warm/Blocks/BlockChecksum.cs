using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>The engine's checksum of a block or header, in its first eight bytes (<c>checksum.cpp</c> of DuckDB, for whole words).</summary>
internal static class BlockChecksum
{
    public const int Size = sizeof(ulong);

    private const ulong Start = 5381;
    private const ulong Factor = 0xBF58_476D_1CE4_E5B9;

    /// <summary>Returns the checksum that a block with these bytes should have.</summary>
    public static ulong Compute(ReadOnlySpan<byte> block)
    {
        var result = Start;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(block[Size..]))
        {
            result ^= unchecked((BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word)) * Factor);
        }

        return result;
    }

    public static bool IsRight(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt64LittleEndian(block) == Compute(block);

    public static void Set(Span<byte> block) => BinaryPrimitives.WriteUInt64LittleEndian(block, Compute(block));
}
