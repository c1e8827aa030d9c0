using System.Buffers;

namespace TradeStore.Storage.Journal;

/// <summary>Does what a scan has found to be due: cuts a torn tail, and takes away what stands in the way of the files to come.</summary>
internal sealed class JournalMending(JournalScan scan, JournalDurability durability)
{
    private const int BlockBytes = 1 << 20;
    private readonly IJournalStorage _storage = scan.Storage;

    /// <summary>Mends the journal, and returns where what was set aside is then.</summary>
    public IReadOnlyList<string> Run()
    {
        foreach (var name in scan.Unfinished)
        {
            _storage.Delete(name);
        }

        // The later files before the tail: with it zeroed, nothing would say that they do not count.
        var setAside = scan.SetAside.Select(file => _storage.SetAside(file.Name, $"The file {file.Name} of the journal's folder {file.Reason}.")).ToList();
        if (scan.Tail is var (journalFile, offset))
        {
            Zero(journalFile, offset);
        }

        if (durability == JournalDurability.Fsync && scan.LastGroup is var (first, from))
        {
            WriteAgain(first, from);
        }

        if (scan.Unfinished.Count + setAside.Count > 0)
        {
            _storage.SyncFolder();
        }

        return setAside;
    }

    /// <summary>Zeroes what is not zero from an offset on, durably. It is the store's own file, and nothing there was acknowledged.</summary>
    private void Zero(JournalFile journalFile, long offset)
    {
        if (!scan.Files.Contains(journalFile))
        {
            return;
        }

        using var file = _storage.Open(journalFile.Name, writable: true);
        InBlocks(file, offset, file.Length, (block, position) =>
        {
            if (block.ContainsAnyExcept((byte)0))
            {
                block.Clear();
                file.Write(block, position);
            }
        });
        file.Flush();
    }

    /// <summary>
    /// Writes the last group once more. Its flush may have failed before the crash: then its pages read as written, and the operating
    /// system holds them for clean while the disk does not have them.
    /// </summary>
    private void WriteAgain(JournalFile first, long offset)
    {
        foreach (var journalFile in scan.Files.SkipWhile(journalFile => !ReferenceEquals(journalFile, first)))
        {
            using var file = _storage.Open(journalFile.Name, writable: true);
            InBlocks(file, ReferenceEquals(journalFile, first) ? offset : 0, journalFile.End, (block, position) => file.Write(block, position));
            file.Flush();
        }
    }

    private static void InBlocks(IStoredFile file, long from, long to, BlockAction action)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            for (var position = from; position < to;)
            {
                var read = file.Read(buffer.AsSpan(0, (int)Math.Min(BlockBytes, to - position)), position);
                if (read == 0)
                {
                    return;
                }

                action(buffer.AsSpan(0, read), position);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private delegate void BlockAction(Span<byte> block, long position);
}
