using System.Buffers;
using System.Text;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>Reads frames in order, each checked again.</summary>
internal sealed class JournalReader(IJournalStorage storage, FrameCheck check)
{
    /// <summary>The frames from <paramref name="firstSequence"/> on in these files; lost ones are left out.</summary>
    public IEnumerable<JournalFrame> Read(IReadOnlyList<(JournalFile File, long End)> journalFiles, long firstSequence)
    {
        foreach (var (journalFile, end) in journalFiles)
        {
            using var file = storage.Open(journalFile.Name, writable: false);
            using var window = new JournalFileWindow(file);
            for (var offset = journalFile.Resume(JournalFileHeader.Size); offset < end; offset = journalFile.Resume(offset))
            {
                var header = HeaderAt(window, journalFile, offset);
                if (header.Sequence >= firstSequence)
                {
                    yield return FrameAt(window, journalFile, offset, header);
                }

                offset += header.Length;
            }
        }
    }

    private static FrameHeader HeaderAt(JournalFileWindow window, JournalFile journalFile, long offset) =>
        FrameHeader.TryRead(window.At(offset, FrameHeader.Size), out var header) ? header : throw Changed(journalFile, offset);

    private JournalFrame FrameAt(JournalFileWindow window, JournalFile journalFile, long offset, in FrameHeader header)
    {
        var head = window.At(offset, header.PayloadOffset);
        if (head.Length < header.PayloadOffset)
        {
            throw Changed(journalFile, offset);
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
        throw Changed(journalFile, offset);
    }

    private static IOException Changed(JournalFile journalFile, long offset) =>
        new($"The frame at {offset} of the journal file '{journalFile.Name}' was whole when the journal was opened and is not any more.");
}
