using System.Buffers.Binary;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>
/// What the database file was before a checkpoint: its three pages, and for each block with metadata that the checkpoint may rewrite in place
/// which of its parts are live, and their checksums. A checkpoint that did not end has changed none of those.
/// </summary>
/// <remarks><c>store.blocks</c>: "TSBLOCKS", version, the pages, how many blocks; each block's number, its free parts and 64 CRC-32Cs; a CRC-32C of it all.</remarks>
internal sealed class CheckpointRecord
{
    private const int Version = 1;
    private const int HeadSize = 16 + EngineFile.PagesSize;
    private const int EntrySize = sizeof(long) + sizeof(ulong) + (MetadataBlock.Parts * sizeof(uint));
    private readonly byte[] _bytes;

    private CheckpointRecord(byte[] bytes) => _bytes = bytes;

    private static ReadOnlySpan<byte> Magic => "TSBLOCKS"u8;

    /// <summary>Gets the pages.</summary>
    public ReadOnlySpan<byte> Pages => _bytes.AsSpan(16, EngineFile.PagesSize);

    /// <summary>Gets the blocks.</summary>
    public IEnumerable<MetadataBlock> Blocks => Enumerable.Range(0, Count).Select(Block);

    private int Count => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(12));

    /// <summary>Reads what a checkpoint that begins now may change; <see langword="null"/> where the file is not as is expected of the engine.</summary>
    public static CheckpointRecord? Take(EngineFile file, byte[] pages)
    {
        if (EngineFile.InForce(pages) is not var (header, _) || file.ReadMetadataBlocks(header) is not { } all)
        {
            return null;
        }

        List<MetadataBlock> blocks = [.. all.Where(b => b.Free != 0)];
        var bytes = new byte[HeadSize + (blocks.Count * EntrySize) + sizeof(uint)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), blocks.Count);
        pages.CopyTo(bytes.AsSpan(16));
        var block = new byte[header.BlockSize];
        for (var i = 0; i < blocks.Count; i++)
        {
            // What is damaged already would be declared whole.
            if (!file.ReadBlock(blocks[i].Id, block) || !BlockChecksum.IsRight(block))
            {
                return null;
            }

            Write(bytes.AsSpan(HeadSize + (i * EntrySize), EntrySize), blocks[i], block);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^sizeof(uint)..), Crc32C.Compute(bytes.AsSpan(..^sizeof(uint))));
        return new CheckpointRecord(bytes);
    }

    /// <summary>Reads a record; <see langword="null"/> where there is none, or none that is whole: then no checkpoint came after it.</summary>
    public static CheckpointRecord? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var isWhole = bytes.Length >= HeadSize + sizeof(uint) && bytes.AsSpan().StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) == Version;
        if (!isWhole)
        {
            return null;
        }

        // A shorter record leaves the end of a longer one behind it.
        var record = new CheckpointRecord(bytes);
        var length = HeadSize + ((long)record.Count * EntrySize);
        return length + sizeof(uint) <= bytes.Length
            && Crc32C.Compute(bytes.AsSpan(0, (int)length)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)length)) ? record : null;
    }

    /// <summary>Writes the record over the one before, durably.</summary>
    public void Write(string path)
    {
        var isNew = !File.Exists(path);
        using (var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write))
        {
            RandomAccess.Write(handle, _bytes, 0);
            RandomAccess.FlushToDisk(handle);
        }

        if (isNew)
        {
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Tells whether the live parts of a block are as they were.</summary>
    public bool AreUnchanged(MetadataBlock block, Span<byte> bytes)
    {
        var entry = Enumerable.Range(0, Count).First(i => Block(i).Id == block.Id);
        var checksums = _bytes.AsSpan(HeadSize + (entry * EntrySize) + 16, MetadataBlock.Parts * sizeof(uint));
        for (var part = 0; part < MetadataBlock.Parts; part++)
        {
            if (block.IsLive(part) && Crc32C.Compute(MetadataBlock.Part(bytes, part)) != BinaryPrimitives.ReadUInt32LittleEndian(checksums[(part * sizeof(uint))..]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Write(Span<byte> entry, MetadataBlock block, byte[] bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, block.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], block.Free);
        for (var part = 0; part < MetadataBlock.Parts; part++)
        {
            if (block.IsLive(part))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(entry[(16 + (part * sizeof(uint)))..], Crc32C.Compute(MetadataBlock.Part(bytes, part)));
            }
        }
    }

    private MetadataBlock Block(int index)
    {
        var entry = _bytes.AsSpan(HeadSize + (index * EntrySize));
        return new MetadataBlock(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]));
    }
}
