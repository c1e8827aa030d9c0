using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>
/// One of the two database headers of the engine's file (<c>storage_info.hpp</c> of DuckDB). A checkpoint writes the one that is not in force,
/// when everything else of it is durable; the one with the higher iteration is in force.
/// </summary>
/// <param name="Iteration">How many checkpoints there were.</param>
/// <param name="FreeList">Where the list of free blocks, and of the blocks with metadata, begins.</param>
/// <param name="BlockCount">How many blocks the file has.</param>
/// <param name="BlockSize">The bytes of a block, its checksum included.</param>
[StructLayout(LayoutKind.Auto)]
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
