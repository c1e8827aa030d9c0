using System.Buffers;

namespace TradeStore.Journal;

/// <summary>Opens what is on the disk: scans it, tells a torn tail from damage, cuts the one and reports both.</summary>
internal sealed class JournalRecovery(IJournalStorage storage, JournalSettings settings, FrameCheck check)
{
    private const int BlockBytes = 1 << 20;
    private readonly List<JournalForeignFile> _foreign = [];
    private readonly List<string> _damagedHeaders = [];
    private bool _folderChanged;

    /// <summary>Returns the segments in order and what was found.</summary>
    public (List<JournalSegment> Segments, JournalScanReport Report) Run()
    {
        var segments = LoadSegments();
        var scanner = new SegmentScanner(storage, check);
        for (var index = 0; index < segments.Count; index++)
        {
            if (segments[index].FirstSequence < scanner.Expected)
            {
                _foreign.Add(new(segments[index].Name, $"begins at {segments[index].FirstSequence}, which an earlier segment holds"));
                segments.RemoveAt(index--);
                continue;
            }

            scanner.Scan(segments[index], index + 1 < segments.Count ? segments[index + 1] : null);
        }

        var acknowledged = Math.Max(scanner.Acknowledged, settings.AcknowledgedAtLeast);
        var torn = scanner.Regions.Find(region => region.FromSequence > acknowledged);
        var cut = torn is null ? null : Cut(torn, segments, scanner.Expected - 1);
        RemoveEmptyDamagedEnd(segments);
        if (settings.Durability == JournalDurability.Fsync && scanner.LastGroup is { } lastGroup)
        {
            WriteAgain(segments, lastGroup.Segment, lastGroup.Offset);
        }

        if (_folderChanged)
        {
            storage.SyncFolder();
        }

        return (segments, new JournalScanReport
        {
            FirstSequence = segments.Find(segment => segment.Frames > 0)?.FirstSequence ?? 0,
            LastSequence = segments.FindLast(segment => segment.Frames > 0)?.LastSequence ?? 0,
            Frames = segments.Sum(segment => segment.Frames),
            Segments = segments.Count,
            Losses = [.. scanner.Regions.TakeWhile(region => !ReferenceEquals(region, torn)).Select(Loss)],
            Cut = cut,
            DamagedHeaders = _damagedHeaders,
            ForeignFiles = _foreign,
        });
    }

    // Behind the last frame only the database knows how far the damage reaches.
    private JournalLoss Loss(DamagedRegion region) =>
        new(
            region.FromSequence,
            region.ToSequence == 0 ? settings.AcknowledgedAtLeast : region.ToSequence,
            region.Segment.Name,
            region.Offset,
            region.Bytes);

    private List<JournalSegment> LoadSegments()
    {
        var segments = new List<JournalSegment>();
        foreach (var name in storage.List().Order(StringComparer.Ordinal))
        {
            if (SegmentName.IsUnfinished(name))
            {
                storage.Delete(name);
                _folderChanged = true;
            }
            else if (!SegmentName.TryParse(name, out var first))
            {
                _foreign.Add(new(name, "is no segment by its name"));
            }
            else if (Load(name, first) is { } segment)
            {
                segments.Add(segment);
            }
        }

        return segments;
    }

    private JournalSegment? Load(string name, long first)
    {
        using var file = storage.Open(name, writable: false);
        var segment = new JournalSegment(name, first) { Length = file.Length };
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        if (!SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header, out var version))
        {
            _damagedHeaders.Add(name);
            return segment;
        }

        var reason = version != SegmentHeader.FormatVersion ? $"is of format version {version}; this one reads {SegmentHeader.FormatVersion}"
            : header.StoreId != settings.StoreId ? $"belongs to the store {header.StoreId}"
            : header.FirstSequence != first ? $"begins with {header.FirstSequence}, its name says {first}"
            : null;
        if (reason is not null)
        {
            _foreign.Add(new(name, reason));
            return null;
        }

        segment.Header = header;
        segment.LastTimeMicroseconds = header.CreatedMicroseconds;
        return segment;
    }

    private JournalCut Cut(DamagedRegion torn, List<JournalSegment> segments, long highest)
    {
        var segment = torn.Segment;
        var behind = segments.IndexOf(segment) + 1;
        var removed = segments[behind..];
        segments.RemoveRange(behind, removed.Count);
        foreach (var later in Enumerable.Reverse(removed))
        {
            storage.Delete(later.Name);
            _folderChanged = true;
        }

        segment.End = torn.Offset;
        segment.Frames = torn.FramesBefore;
        segment.LastSequence = torn.FromSequence - 1;
        segment.LastTimeMicroseconds = torn.TimeBefore;
        segment.Skips.RemoveAll(skip => skip.Offset >= torn.Offset);
        return new JournalCut(
            torn.FromSequence,
            highest >= torn.FromSequence ? highest : 0,
            segment.Name,
            torn.Offset,
            Zero(segment.Name, torn.Offset),
            torn.Claim,
            [.. removed.Select(later => later.Name)]);
    }

    /// <summary>A damaged last segment without a frame would stand in the way of the one that begins with the same number.</summary>
    private void RemoveEmptyDamagedEnd(List<JournalSegment> segments)
    {
        if (segments is [.., { Header: null, Frames: 0 } last])
        {
            storage.Delete(last.Name);
            segments.Remove(last);
            _folderChanged = true;
        }
    }

    /// <summary>Zeroes what is not zero from <paramref name="offset"/> on, durably; returns the bytes from there to the last that was not.</summary>
    private long Zero(string name, long offset)
    {
        using var file = storage.Open(name, writable: true);
        var end = offset;
        InBlocks(file, offset, file.Length, (block, position) =>
        {
            var last = block.LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                end = position + last + 1;
                block.Clear();
                file.Write(block, position);
            }
        });
        file.Flush();
        return end - offset;
    }

    /// <summary>
    /// Writes the last group once more. Its flush may have failed before the crash: then its pages read as written, and the operating
    /// system holds them for clean while the disk does not have them.
    /// </summary>
    private void WriteAgain(List<JournalSegment> segments, JournalSegment first, long offset)
    {
        foreach (var segment in segments.SkipWhile(segment => !ReferenceEquals(segment, first)))
        {
            using var file = storage.Open(segment.Name, writable: true);
            InBlocks(file, ReferenceEquals(segment, first) ? offset : 0, segment.End, (block, position) => file.Write(block, position));
            file.Flush();
        }
    }

    private static void InBlocks(ISegmentFile file, long from, long to, BlockAction action)
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
