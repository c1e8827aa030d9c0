using System.Buffers.Binary;

namespace TradeStore.Tiers.Warm.Blocks;

/// <summary>
/// One of the two database headers of the engine's file (<c>storage_info.hpp</c> of DuckDB). A checkpoint writes the one that is not in force,
/// when everything else of it is durable; the one with the higher iteration is in force.
/// </summary>
/// <param name="Iteration">How many checkpoints there were.</param>
/// <param name="FreeList">Where the list of free blocks, and of the blocks with metadata, begins.</param>
/// <param name="BlockCount">How many blocks the file has.</param>
/// <param name="BlockSize">The bytes of a block, its checksum included.</param>
internal readonly record struct DatabaseHeader(long Iteration, MetadataPointer FreeList, long BlockCount, int BlockSize)
{
    /// <summary>Reads a page of the file; <see langword="null"/> where it is no whole header.</summary>
    public static DatabaseHeader? Read(ReadOnlySpan<byte> page)
    {
        if (!BlockChecksum.IsRight(page))
        {
            return null;
        }

        var blockSize = BinaryPrimitives.ReadInt64LittleEndian(page[40..]);
        return blockSize is < 16 << 10 or > 1 << 20
            ? null
            : new DatabaseHeader(
                BinaryPrimitives.ReadInt64LittleEndian(page[8..]),
                new MetadataPointer(BinaryPrimitives.ReadUInt64LittleEndian(page[24..])),
                BinaryPrimitives.ReadInt64LittleEndian(page[32..]),
                (int)blockSize);
    }
}

/// <summary>Where a part of a block with metadata is: the part's number in the highest byte, the block's below.</summary>
internal readonly record struct MetadataPointer(ulong Value)
{
    /// <summary>Gets the pointer to nothing.</summary>
    public static MetadataPointer None => new(ulong.MaxValue);

    public int Part => (int)(Value >> 56);

    public long Block => (long)(Value & 0x00FF_FFFF_FFFF_FFFF);
}

/// <summary>A block with metadata.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Free">A bit for each of its parts that is free, and that a checkpoint may write.</param>
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
