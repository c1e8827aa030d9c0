using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>The engine's database file, seen as pages and blocks, without the engine.</summary>
internal sealed class EngineFile : IDisposable
{
    /// <summary>The file begins with three pages: what file it is, and the two headers. The blocks follow.</summary>
    public const int PageSize = 4096;

    /// <summary>The bytes before the first block.</summary>
    public const int PagesSize = 3 * PageSize;

    private const int MostMetadataBlocks = 1 << 20;
    private readonly SafeFileHandle _handle;

    private EngineFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Tells whether another program holds the file as the engine does: nothing may be written to it then. Only while this process has no engine on it, whose lock would go.</summary>
    public static bool IsHeld(string path)
    {
        // Windows lets nobody write what is held; on macOS .NET asks for no such locks, and the engine does so itself, when it opens the file.
        if (!OperatingSystem.IsLinux() || !PlainFile.IsAt(path))
        {
            return false;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            file.Lock(0, 1);
            file.Unlock(0, 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Opens the file beside the engine, or before it.</summary>
    /// <remarks>Closing it has the system forget the engine's lock of the file: one that is opened beside the engine is closed after it.</remarks>
    public static EngineFile Open(string path, FileAccess access) => new(File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite));

    public byte[] ReadPages()
    {
        var pages = new byte[PagesSize];
        return Read(pages, 0) ? pages : throw new EndOfStreamException("The database file is shorter than its headers.");
    }

    /// <summary>Returns the header in force and its page's number; <see langword="null"/> unless both are whole.</summary>
    public static (DatabaseHeader Header, int Page)? InForce(ReadOnlySpan<byte> pages)
    {
        var first = DatabaseHeader.Read(pages.Slice(PageSize, PageSize));
        var second = DatabaseHeader.Read(pages.Slice(2 * PageSize, PageSize));
        return first is null || second is null ? null
            : first.Value.Iteration > second.Value.Iteration ? (first.Value, 1)
            : (second.Value, 2);
    }

    /// <summary>Reads a block; false where the file ends before it does.</summary>
    public bool ReadBlock(long id, Span<byte> block) => ReadStart(id, block.Length, block);

    /// <summary>Reads the first bytes of a block; false where the file ends before them.</summary>
    public bool ReadStart(long id, int blockSize, Span<byte> bytes) => Read(bytes, Offset(id, blockSize));

    /// <summary>Writes the first bytes of a block, durably.</summary>
    public void WriteStart(long id, int blockSize, ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Offset(id, blockSize));
        RandomAccess.FlushToDisk(_handle);
    }

    /// <summary>Reads which blocks hold metadata, from the list that a header names; <see langword="null"/> where that cannot be a list.</summary>
    public IReadOnlyList<MetadataBlock>? ReadMetadataBlocks(DatabaseHeader header)
    {
        if (header.FreeList == MetadataPointer.None)
        {
            return [];
        }

        var list = ReadList(header);
        var reader = new ListReader(list);
        var isList = reader.Skip(sizeof(long)) && reader.Skip(sizeof(long) + sizeof(int)) && reader.Count <= MostMetadataBlocks;
        if (!isList)
        {
            return null;
        }

        var blocks = new MetadataBlock[(int)reader.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            if (!reader.TryRead(out var id) || !reader.TryRead(out var free) || id < 0 || id >= header.BlockCount)
            {
                return null;
            }

            blocks[i] = new MetadataBlock(id, unchecked((ulong)free));
        }

        return blocks;
    }

    /// <summary>Reads which blocks are free, by the same list; <see langword="null"/> where that cannot be a list.</summary>
    public IReadOnlySet<long>? ReadFreeBlocks(DatabaseHeader header)
    {
        var reader = new ListReader(header.FreeList == MetadataPointer.None ? new byte[sizeof(long)] : ReadList(header));
        var blocks = new HashSet<long>();
        for (var left = reader.Count; left > 0; left--)
        {
            if (!reader.TryRead(out var id))
            {
                return null;
            }

            blocks.Add(id);
        }

        return blocks;
    }

    /// <summary>Tells whether the file ends before the last block that is in use. Free ones at its end the engine cuts off itself.</summary>
    public bool IsCut(DatabaseHeader header)
    {
        if (ReadFreeBlocks(header) is not { } free)
        {
            return false;
        }

        var used = header.BlockCount;
        while (used > 0 && free.Contains(used - 1))
        {
            used--;
        }

        return RandomAccess.GetLength(_handle) < Offset(used, header.BlockSize);
    }

    public void Dispose() => _handle.Dispose();

    private static long Offset(long id, int blockSize) => PagesSize + (id * blockSize);

    private bool Read(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            offset += read;
        }

        return true;
    }

    // A chain of parts, each of which begins with where the next one is.
    private byte[] ReadList(DatabaseHeader header)
    {
        var size = MetadataBlock.PartSize(header.BlockSize);
        var part = new byte[size];
        using var list = new MemoryStream();
        for (var at = header.FreeList; at != MetadataPointer.None; at = new MetadataPointer(BinaryPrimitives.ReadUInt64LittleEndian(part)))
        {
            var isThere = at.Part < MetadataBlock.Parts && at.Block < header.BlockCount && list.Length / size < header.BlockCount * MetadataBlock.Parts
                && Read(part, Offset(at.Block, header.BlockSize) + BlockChecksum.Size + (at.Part * size));
            if (!isThere)
            {
                return [];
            }

            list.Write(part.AsSpan(sizeof(ulong)));
        }

        return list.ToArray();
    }

    /// <summary>Counts with their entries, one after the other.</summary>
    private struct ListReader
    {
        private readonly byte[] _bytes;
        private int _position;

        public ListReader(byte[] bytes)
        {
            _bytes = bytes;
            Count = TryRead(out var count) ? count : long.MaxValue;
        }

        /// <summary>Gets the entries that follow.</summary>
        public long Count { get; private set; }

        /// <summary>Skips the entries that follow, of so many bytes each, and reads how many follow then.</summary>
        public bool Skip(int size)
        {
            if (Count < 0 || Count > (_bytes.Length - _position) / size)
            {
                return false;
            }

            _position += (int)Count * size;
            var isThere = TryRead(out var count);
            Count = count;
            return isThere && count >= 0;
        }

        public bool TryRead(out long value)
        {
            var isThere = _bytes.Length - _position >= sizeof(long);
            value = isThere ? BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(_position)) : 0;
            _position += isThere ? sizeof(long) : 0;
            return isThere;
        }
    }
}
