using System.Buffers;
using System.Text;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>Reads frames in order, each checked again.</summary>
internal sealed class JournalReader(IJournalStorage storage, FrameCheck check)
{
    /// <summary>The frames from <paramref name="firstSequence"/> on in these segments; lost ones are left out.</summary>
    public IEnumerable<JournalFrame> Read(IReadOnlyList<(JournalSegment Segment, long End)> segments, long firstSequence)
    {
        foreach (var (segment, end) in segments)
        {
            using var file = storage.Open(segment.Name, writable: false);
            using var window = new SegmentWindow(file);
            for (var offset = segment.Resume(SegmentHeader.Size); offset < end; offset = segment.Resume(offset))
            {
                var header = HeaderAt(window, segment, offset);
                if (header.Sequence >= firstSequence)
                {
                    yield return FrameAt(window, segment, offset, header);
                }

                offset += header.Length;
            }
        }
    }

    private static FrameHeader HeaderAt(SegmentWindow window, JournalSegment segment, long offset) =>
        FrameHeader.TryRead(window.At(offset, FrameHeader.Size), out var header) ? header : throw Changed(segment, offset);

    private JournalFrame FrameAt(SegmentWindow window, JournalSegment segment, long offset, in FrameHeader header)
    {
        var head = window.At(offset, header.PayloadOffset);
        if (head.Length < header.PayloadOffset)
        {
            throw Changed(segment, offset);
        }

        var table = Encoding.UTF8.GetString(head.Slice(FrameHeader.Size, header.TableBytes));
        var crc = Crc32C.Append(check.Seed, head[..FrameHeader.CrcOffset]);
        crc = Crc32C.Append(crc, head[FrameHeader.Size..header.PayloadOffset]);
        var length = header.Length - header.PayloadOffset;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        if (window.TryCopy(offset + header.PayloadOffset, buffer.AsSpan(0, length))
            && Crc32C.Finish(Crc32C.Append(crc, buffer.AsSpan(0, length))) == header.Crc)
        {
            return new JournalFrame(header, table, buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        throw Changed(segment, offset);
    }

    private static IOException Changed(JournalSegment segment, long offset) =>
        new($"The frame at {offset} of the journal segment '{segment.Name}' was whole when the journal was opened and is not any more.");
}
