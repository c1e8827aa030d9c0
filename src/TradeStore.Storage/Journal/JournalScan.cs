namespace TradeStore.Storage.Journal;

/// <summary>What is on the disk, read and not changed: the segments, damage, and what <see cref="JournalMending"/> is to do about it.</summary>
internal sealed class JournalScan
{
    private readonly JournalSettings _settings;
    private readonly SegmentScanner _scanner;
    private readonly List<JournalSegment> _segments = [];
    private readonly List<JournalForeignFile> _foreign = [];
    private readonly List<string> _damagedHeaders = [];
    private readonly List<string> _unfinished = [];
    private readonly List<string> _parts = [];
    private readonly List<JournalForeignFile> _setAside = [];
    private readonly DamagedRegion? _torn;

    private JournalScan(JournalSettings settings)
    {
        _settings = settings;
        Storage = settings.Storage ?? new FileJournalStorage(settings.Folder);
        Check = new FrameCheck(settings.StoreId);
        _scanner = new SegmentScanner(Storage, Check);
        LoadSegments();
        ScanSegments();
        var acknowledged = Math.Max(_scanner.Acknowledged, settings.AcknowledgedAtLeast);
        _torn = _scanner.Regions.Find(region => region.FromSequence > acknowledged);
        var cut = _torn is null ? null : Cut(_torn, _scanner.Expected - 1);
        LeaveEmptyDamagedEnd();
        var last = _segments.FindLast(segment => segment.Frames > 0)?.LastSequence ?? 0;
        var inTheWay = _foreign.FindAll(file => SegmentName.NumberOf(file.Name) > Math.Max(last, acknowledged));
        _setAside.AddRange(inTheWay);
        LeaveParts(isMissed: last < acknowledged || _scanner.Regions.Exists(region => !ReferenceEquals(region, _torn)));
        Report = new JournalScanReport
        {
            FirstSequence = _segments.Find(segment => segment.Frames > 0)?.FirstSequence ?? 0,
            PreviousSequence = PreviousSequence(),
            LastSequence = last,
            Frames = _segments.Sum(segment => segment.Frames),
            Segments = _segments.Count,
            Losses = [.. _scanner.Regions.TakeWhile(region => !ReferenceEquals(region, _torn)).Select(Loss)],
            Cut = cut,
            DamagedHeaders = _damagedHeaders,
            ForeignFiles = [.. _foreign.Except(inTheWay)],
            InTheWay = inTheWay,
            Names = [.. _segments.Select(segment => segment.Name)],
            OtherStores = [.. _foreign.Select(file => file.StoreId).OfType<Guid>().Where(id => id != settings.StoreId).Distinct()],
        };
    }

    /// <summary>The disk.</summary>
    public IJournalStorage Storage { get; }

    /// <summary>Tells whole frames of the store.</summary>
    public FrameCheck Check { get; }

    /// <summary>The segments in order, as they are once the tail is cut.</summary>
    public IReadOnlyList<JournalSegment> Segments => _segments;

    /// <summary>What was found.</summary>
    public JournalScanReport Report { get; }

    /// <summary>Names of segments that were never finished, and hold nothing.</summary>
    public IReadOnlyList<string> Unfinished => _unfinished;

    /// <summary>What stands in the way of the segments to come.</summary>
    public IReadOnlyList<JournalForeignFile> SetAside => _setAside;

    /// <summary>Where the last segment is cut; null when there is nothing to cut.</summary>
    public (JournalSegment Segment, long Offset)? Tail => _torn is null ? null : (_torn.Segment, _torn.Offset);

    /// <summary>Where the last group begins.</summary>
    public (JournalSegment Segment, long Offset)? LastGroup => _scanner.LastGroup;

    /// <summary>Reads a journal.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static JournalScan Run(JournalSettings settings) => new(settings);

    private void LoadSegments()
    {
        foreach (var name in Storage.List().Order(StringComparer.Ordinal))
        {
            if (SegmentName.NumberOf(name) is null)
            {
                _foreign.Add(new(name, "is no segment by its name"));
            }
            else if (!Storage.IsFile(name))
            {
                _foreign.Add(new(name, "is no file"));
            }
            else if (SegmentName.IsUnfinished(name))
            {
                LoadUnfinished(name);
            }
            else if (Load(name) is { } segment)
            {
                _segments.Add(segment);
            }
        }
    }

    private void ScanSegments()
    {
        for (var index = 0; index < _segments.Count; index++)
        {
            if (_segments[index].FirstSequence < _scanner.Expected)
            {
                _foreign.Add(new(_segments[index].Name, $"begins at {_segments[index].FirstSequence}, which an earlier segment holds"));
                _segments.RemoveAt(index--);
                continue;
            }

            _scanner.Scan(_segments[index], index + 1 < _segments.Count ? _segments[index + 1] : null);
        }
    }

    private JournalSegment? Load(string name)
    {
        _ = SegmentName.TryParse(name, out var first);
        using var file = Storage.Open(name, writable: false);
        var segment = new JournalSegment(name, first) { Length = file.Length };
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        if (!SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header, out var version))
        {
            _damagedHeaders.Add(name);
            return segment;
        }

        var reason = version != SegmentHeader.FormatVersion ? $"is of format version {version}; this one reads {SegmentHeader.FormatVersion}"
            : header.StoreId != _settings.StoreId ? $"belongs to the store {header.StoreId}"
            : header.FirstSequence != first ? $"begins with {header.FirstSequence}, its name says {first}"
            : null;
        if (reason is not null)
        {
            _foreign.Add(new(name, reason, header.StoreId));
            return null;
        }

        segment.Header = header;
        segment.LastTimeMicroseconds = header.CreatedMicroseconds;
        return segment;
    }

    // It is the store's own when it is what creating leaves: nothing, or a header of this store, and zeros; or what stands behind such a header of a large frame.
    private void LoadUnfinished(string name)
    {
        using var file = Storage.Open(name, writable: false);
        using var window = new SegmentWindow(file);
        var isOwn = SegmentHeader.TryRead(window.At(0, SegmentHeader.Size), out var header, out _) && header.StoreId == _settings.StoreId;
        var begin = isOwn ? SegmentHeader.Size : 0;
        if (isOwn && SegmentName.IsPart(name))
        {
            _parts.Add(name);
        }
        else if (NonZeroEnd(window, begin) > begin)
        {
            _foreign.Add(new(name, "is no segment that this store was making"));
        }
        else
        {
            _unfinished.Add(name);
        }
    }

    // What never got its name was never acknowledged. Where acknowledged frames are missed all the same, names may have been lost, and it is kept.
    private void LeaveParts(bool isMissed)
    {
        if (isMissed)
        {
            _setAside.AddRange(_parts.Select(name => new JournalForeignFile(name, "holds a batch that was being written, and batches that were acknowledged are missing")));
        }
        else
        {
            _unfinished.AddRange(_parts);
        }
    }

    // Numbers left out on purpose were never written; a header that is not readable says nothing about them.
    private long PreviousSequence() => _segments.Count == 0 ? 0 : _segments[0].Header?.PreviousSequence ?? _segments[0].FirstSequence - 1;

    // Behind the last frame only the database and the mark know how far the damage reaches.
    private JournalLoss Loss(DamagedRegion region) =>
        new(
            region.FromSequence,
            region.ToSequence == 0 ? Math.Max(_scanner.Acknowledged, _settings.AcknowledgedAtLeast) : region.ToSequence,
            region.Segment.Name,
            region.Offset,
            region.Bytes);

    private JournalCut Cut(DamagedRegion torn, long highest)
    {
        var segment = torn.Segment;
        var behind = _segments.IndexOf(segment) + 1;
        var removed = _segments[behind..];
        _segments.RemoveRange(behind, removed.Count);
        _setAside.AddRange(Enumerable.Reverse(removed).Select(later => new JournalForeignFile(
            later.Name, $"belongs to a group of batches that was never whole, and so never acknowledged: it was cut at {segment.Name}:{torn.Offset}")));
        segment.End = torn.Offset;
        segment.Frames = torn.FramesBefore;
        segment.LastSequence = torn.FromSequence - 1;
        segment.LastTimeMicroseconds = torn.TimeBefore;
        segment.Skips.RemoveAll(skip => skip.Offset >= torn.Offset);
        using var file = Storage.Open(segment.Name, writable: false);
        using var window = new SegmentWindow(file);
        return new JournalCut(
            torn.FromSequence,
            highest >= torn.FromSequence ? highest : 0,
            segment.Name,
            torn.Offset,
            NonZeroEnd(window, torn.Offset) - torn.Offset,
            torn.Claim,
            [.. removed.Select(later => later.Name)]);
    }

    /// <summary>A damaged last segment without a frame would stand in the way of the one that begins with the same number.</summary>
    private void LeaveEmptyDamagedEnd()
    {
        if (_segments is [.., { Header: null, Frames: 0 } last])
        {
            _setAside.Add(new(last.Name, "holds no header and no batch that is whole"));
            _segments.Remove(last);
        }
    }

    // Where the last byte that is not zero ends; the offset when there is none.
    private static long NonZeroEnd(SegmentWindow window, long offset)
    {
        var end = offset;
        for (var position = offset; window.At(position, 1) is { IsEmpty: false } bytes; position += bytes.Length)
        {
            var last = bytes.LastIndexOfAnyExcept((byte)0);
            end = last < 0 ? end : position + last + 1;
        }

        return end;
    }
}
