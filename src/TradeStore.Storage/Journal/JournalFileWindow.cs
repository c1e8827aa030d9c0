using System.Buffers;

namespace TradeStore.Storage.Journal;

/// <summary>Streams through a file with one buffer.</summary>
internal sealed class JournalFileWindow(IStoredFile file) : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _start;
    private int _count;

    /// <summary>The length of the file.</summary>
    public long Length { get; } = file.Length;

    /// <summary>
    /// What is at <paramref name="offset"/>: at least <paramref name="minimum"/> bytes, fewer only where the file ends. Valid until the next
    /// call.
    /// </summary>
    public ReadOnlySpan<byte> At(long offset, int minimum)
    {
        if (offset < _start || Math.Min(offset + minimum, Length) > _start + _count)
        {
            _start = offset;
            _count = 0;
            _count = file.Read(_buffer.AsSpan(0, BufferBytes), offset);
        }

        return _buffer.AsSpan(0, _count)[(int)Math.Min(offset - _start, _count)..];
    }

    /// <summary>Copies what is at <paramref name="offset"/>; false when the file ends before.</summary>
    public bool TryCopy(long offset, Span<byte> destination)
    {
        if (destination.Length > BufferBytes)
        {
            return file.Read(destination, offset) == destination.Length;
        }

        var source = At(offset, destination.Length);
        return source.Length >= destination.Length && source[..destination.Length].TryCopyTo(destination);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
