using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>A file of <see cref="MemoryStorage"/>: what programs see, and what the disk has.</summary>
internal sealed class MemoryFile(MemoryStorage storage, int length) : IStoredFile
{
    private const int PageBytes = 512;
    private readonly HashSet<int> _dirty = [];

    public byte[] Current { get; private set; } = new byte[length];

    public byte[] Durable { get; private set; } = new byte[length];

    public long Length => Current.Length;

    public int Read(Span<byte> destination, long offset)
    {
        var count = (int)Math.Clamp(Current.Length - offset, 0, destination.Length);
        Current.AsSpan((int)Math.Min(offset, Current.Length), count).CopyTo(destination);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        storage.Writes++;
        if (storage.Fails("write"))
        {
            // Torn: some of it has arrived.
            Put(bytes[..(bytes.Length * 2 / 3)], (int)offset);
            throw new IOException("Injected: write.");
        }

        Put(bytes, (int)offset);
    }

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) =>
        Write(parts.SelectMany(part => part.ToArray()).ToArray(), offset);

    public void Flush()
    {
        storage.Flushes++;
        storage.Flushing?.Invoke();
        if (storage.Fails("flush"))
        {
            // As on Linux: the pages are clean now, whether they have reached the disk or not.
            _dirty.Clear();
            throw new IOException("Injected: flush.");
        }

        foreach (var page in _dirty)
        {
            CopyPage(page);
        }

        _dirty.Clear();
    }

    public void Truncate(long length)
    {
        Current = Grown(Current, (int)length);
        _dirty.RemoveWhere(page => page * PageBytes >= length);
    }

    public void LosePower(Random random)
    {
        if (Current.Length < Durable.Length && random.Next(2) == 0)
        {
            Durable = Grown(Durable, Current.Length);
        }

        foreach (var page in _dirty)
        {
            if (random.Next(2) == 0)
            {
                CopyPage(page);
            }
        }

        _dirty.Clear();
        Current = [.. Durable];
    }

    public void Dispose()
    {
        if (storage.FailsToClose)
        {
            throw new IOException("Injected: close.");
        }
    }

    private void Put(ReadOnlySpan<byte> bytes, int offset)
    {
        if (offset + bytes.Length > Current.Length)
        {
            Current = Grown(Current, offset + bytes.Length);
            Durable = Grown(Durable, offset + bytes.Length);
        }

        bytes.CopyTo(Current.AsSpan(offset));
        for (var page = offset / PageBytes; page * PageBytes < offset + bytes.Length; page++)
        {
            _dirty.Add(page);
        }
    }

    private void CopyPage(int page)
    {
        var start = page * PageBytes;
        var count = Math.Min(PageBytes, Current.Length - start);
        Current.AsSpan(start, count).CopyTo(Durable.AsSpan(start));
    }

    private static byte[] Grown(byte[] bytes, int length)
    {
        Array.Resize(ref bytes, length);
        return bytes;
    }
}
