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
