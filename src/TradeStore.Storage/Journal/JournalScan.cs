namespace TradeStore.Storage.Journal;

/// <summary>What is on the disk, read and not changed: the files, damage, and what <see cref="JournalMending"/> is to do about it.</summary>
internal sealed class JournalScan
{
    private readonly JournalSettings _settings;
    private readonly JournalFileScanner _scanner;
    private readonly List<JournalFile> _files = [];
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
        _scanner = new JournalFileScanner(Storage, Check);
        LoadFiles();
        ScanFiles();
        var acknowledged = Math.Max(_scanner.Acknowledged, settings.AcknowledgedAtLeast);
        _torn = _scanner.Regions.Find(region => region.FromSequence > acknowledged);
        var cut = _torn is null ? null : Cut(_torn, _scanner.Expected - 1);
        LeaveEmptyDamagedEnd();
        var last = _files.FindLast(journalFile => journalFile.Frames > 0)?.LastSequence ?? 0;
        var inTheWay = _foreign.FindAll(file => JournalFileName.NumberOf(file.Name) > Math.Max(last, acknowledged));
        _setAside.AddRange(inTheWay);
        LeaveParts(isMissed: last < acknowledged || _scanner.Regions.Exists(region => !ReferenceEquals(region, _torn)));
        Report = new JournalScanReport
        {
            FirstSequence = _files.Find(journalFile => journalFile.Frames > 0)?.FirstSequence ?? 0,
            PreviousSequence = PreviousSequence(),
            LastSequence = last,
            Frames = _files.Sum(journalFile => journalFile.Frames),
            Files = _files.Count,
            Losses = [.. _scanner.Regions.TakeWhile(region => !ReferenceEquals(region, _torn)).Select(Loss)],
            Cut = cut,
            DamagedHeaders = _damagedHeaders,
            ForeignFiles = [.. _foreign.Except(inTheWay)],
            InTheWay = inTheWay,
            Names = [.. _files.Select(journalFile => journalFile.Name)],
            OtherStores = [.. _foreign.Select(file => file.StoreId).OfType<Guid>().Where(id => id != settings.StoreId).Distinct()],
        };
    }

    /// <summary>The disk.</summary>
    public IJournalStorage Storage { get; }

    /// <summary>Tells whole frames of the store.</summary>
    public FrameCheck Check { get; }

    /// <summary>The files in order, as they are once the tail is cut.</summary>
    public IReadOnlyList<JournalFile> Files => _files;

    /// <summary>What was found.</summary>
    public JournalScanReport Report { get; }

    /// <summary>Names of files that were never finished, and hold nothing.</summary>
    public IReadOnlyList<string> Unfinished => _unfinished;

    /// <summary>What stands in the way of the files to come.</summary>
    public IReadOnlyList<JournalForeignFile> SetAside => _setAside;

    /// <summary>Where the last file is cut; null when there is nothing to cut.</summary>
    public (JournalFile File, long Offset)? Tail => _torn is null ? null : (_torn.File, _torn.Offset);

    /// <summary>Where the last group begins.</summary>
    public (JournalFile File, long Offset)? LastGroup => _scanner.LastGroup;

    /// <summary>Reads a journal.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static JournalScan Run(JournalSettings settings) => new(settings);

    private void LoadFiles()
    {
        foreach (var name in Storage.List().Order(StringComparer.Ordinal))
        {
            if (JournalFileName.NumberOf(name) is null)
            {
                _foreign.Add(new(name, "is no journal file by its name"));
            }
            else if (!Storage.IsFile(name))
            {
                _foreign.Add(new(name, "is no file"));
            }
            else if (JournalFileName.IsUnfinished(name))
            {
                LoadUnfinished(name);
            }
            else if (Load(name) is { } journalFile)
            {
                _files.Add(journalFile);
            }
        }
    }

    private void ScanFiles()
    {
        for (var index = 0; index < _files.Count; index++)
        {
            if (_files[index].FirstSequence < _scanner.Expected)
            {
                _foreign.Add(new(_files[index].Name, $"begins at {_files[index].FirstSequence}, which an earlier file holds"));
                _files.RemoveAt(index--);
                continue;
            }

            _scanner.Scan(_files[index], index + 1 < _files.Count ? _files[index + 1] : null);
        }
    }

    private JournalFile? Load(string name)
    {
        _ = JournalFileName.TryParse(name, out var first);
        using var file = Storage.Open(name, writable: false);
        var journalFile = new JournalFile(name, first) { Length = file.Length };
        Span<byte> bytes = stackalloc byte[JournalFileHeader.Size];
        if (!JournalFileHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header, out var version))
        {
            _damagedHeaders.Add(name);
            return journalFile;
        }

        var reason = version != JournalFileHeader.FormatVersion ? $"is of format version {version}; this one reads {JournalFileHeader.FormatVersion}"
            : header.StoreId != _settings.StoreId ? $"belongs to the store {header.StoreId}"
            : header.FirstSequence != first ? $"begins with {header.FirstSequence}, its name says {first}"
            : null;
        if (reason is not null)
        {
            _foreign.Add(new(name, reason, header.StoreId));
            return null;
        }

        journalFile.Header = header;
        journalFile.LastTimeMicroseconds = header.CreatedMicroseconds;
        return journalFile;
    }

    // It is the store's own when it is what creating leaves: nothing, or a header of this store, and zeros; or what stands behind such a header of a large frame.
    private void LoadUnfinished(string name)
    {
        using var file = Storage.Open(name, writable: false);
        using var window = new JournalFileWindow(file);
        var isOwn = JournalFileHeader.TryRead(window.At(0, JournalFileHeader.Size), out var header, out _) && header.StoreId == _settings.StoreId;
        var begin = isOwn ? JournalFileHeader.Size : 0;
        if (isOwn && JournalFileName.IsPart(name))
        {
            _parts.Add(name);
        }
        else if (NonZeroEnd(window, begin) > begin)
        {
            _foreign.Add(new(name, "is no file of the journal that this store was making"));
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
    private long PreviousSequence() => _files.Count == 0 ? 0 : _files[0].Header?.PreviousSequence ?? _files[0].FirstSequence - 1;

    // Behind the last frame only the database and the mark know how far the damage reaches.
    private JournalLoss Loss(DamagedRegion region) =>
        new(
            region.FromSequence,
            region.ToSequence == 0 ? Math.Max(_scanner.Acknowledged, _settings.AcknowledgedAtLeast) : region.ToSequence,
            region.File.Name,
            region.Offset,
            region.Bytes);

    private JournalCut Cut(DamagedRegion torn, long highest)
    {
        var journalFile = torn.File;
        var behind = _files.IndexOf(journalFile) + 1;
        var removed = _files[behind..];
        _files.RemoveRange(behind, removed.Count);
        _setAside.AddRange(Enumerable.Reverse(removed).Select(later => new JournalForeignFile(
            later.Name, $"belongs to a group of batches that was never whole, and so never acknowledged: it was cut at {journalFile.Name}:{torn.Offset}")));
        journalFile.End = torn.Offset;
        journalFile.Frames = torn.FramesBefore;
        journalFile.LastSequence = torn.FromSequence - 1;
        journalFile.LastTimeMicroseconds = torn.TimeBefore;
        journalFile.Skips.RemoveAll(skip => skip.Offset >= torn.Offset);
        using var file = Storage.Open(journalFile.Name, writable: false);
        using var window = new JournalFileWindow(file);
        return new JournalCut(
            torn.FromSequence,
            highest >= torn.FromSequence ? highest : 0,
            journalFile.Name,
            torn.Offset,
            NonZeroEnd(window, torn.Offset) - torn.Offset,
            torn.Claim,
            [.. removed.Select(later => later.Name)]);
    }

    /// <summary>A damaged last file without a frame would stand in the way of the one that begins with the same number.</summary>
    private void LeaveEmptyDamagedEnd()
    {
        if (_files is [.., { Header: null, Frames: 0 } last])
        {
            _setAside.Add(new(last.Name, "holds no header and no batch that is whole"));
            _files.Remove(last);
        }
    }

    // Where the last byte that is not zero ends; the offset when there is none.
    private static long NonZeroEnd(JournalFileWindow window, long offset)
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
