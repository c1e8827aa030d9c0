namespace TradeStore.Storage.Journal;

/// <summary>One file of the journal.</summary>
internal interface ISegmentFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads until <paramref name="destination"/> is full or the file ends; returns the bytes read.</summary>
    public int Read(Span<byte> destination, long offset);

    /// <summary>Writes all of it, not necessarily to the disk.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Writes the parts one behind the other.</summary>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Cuts the file behind its first <paramref name="length"/> bytes.</summary>
    public void Truncate(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    public void Flush();
}
