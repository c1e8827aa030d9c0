using System.Buffers;

namespace TradeStore.Storage.Columns;

/// <summary>The pooled memory of one batch: sections are cut from it, all goes back at once.</summary>
internal sealed class BatchMemory : IDisposable
{
    private const int SmallestBlock = 4096;
    private readonly List<byte[]> _blocks = new(1);
    private int _used;

    /// <summary>Gets the bytes rented.</summary>
    public long Size { get; private set; }

    /// <summary>Makes room for an expected number of bytes, so that a batch mostly lives in one block.</summary>
    public void Reserve(long bytes)
    {
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < bytes)
        {
            AddBlock((int)Math.Min(bytes, Array.MaxLength));
        }
    }

    /// <summary>Cuts a section of at least <paramref name="length"/> bytes, rounded up to 8, with its padding zeroed.</summary>
    public Memory<byte> Allocate(int length)
    {
        var padded = (length + 7) & ~7;
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < padded)
        {
            AddBlock(padded);
        }

        var section = _blocks[^1].AsMemory(_used, padded);
        _used += padded;
        section.Span[length..].Clear();
        return section[..length];
    }

    /// <summary>Cuts a larger section and copies what an outgrown one held.</summary>
    public Memory<byte> Grow(Memory<byte> section, int used)
    {
        var larger = Allocate(Math.Max(64, checked(section.Length * 2)));
        section.Span[..used].CopyTo(larger.Span);
        return larger;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _blocks.Clear();
        Size = 0;
    }

    private void AddBlock(int bytes)
    {
        var block = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, SmallestBlock));
        _blocks.Add(block);
        _used = 0;
        Size += block.Length;
    }
}
