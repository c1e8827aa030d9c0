using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>A block with metadata.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Free">A bit for each of its parts that is free, and that a checkpoint may write.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MetadataBlock(long Id, ulong Free)
{
    /// <summary>How many parts a block with metadata has.</summary>
    public const int Parts = 64;

    public bool IsLive(int part) => (Free >> part & 1) == 0;

    /// <summary>Returns the part of the block's bytes with a number.</summary>
    public static Span<byte> Part(Span<byte> block, int part)
    {
        var size = PartSize(block.Length);
        return block.Slice(BlockChecksum.Size + (part * size), size);
    }

    /// <summary>Returns the bytes of a part: a 64th of the block behind its checksum, in whole words.</summary>
    public static int PartSize(int blockSize) => (blockSize - BlockChecksum.Size) / Parts / sizeof(ulong) * sizeof(ulong);
}

/// <summary>Where a part of a block with metadata is: the part's number in the highest byte, the block's below.</summary>
internal readonly record struct MetadataPointer(ulong Value)
{
    /// <summary>Gets the pointer to nothing.</summary>
    public static MetadataPointer None => new(ulong.MaxValue);

    public int Part => (int)(Value >> 56);

    public long Block => (long)(Value & 0x00FF_FFFF_FFFF_FFFF);
}

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
