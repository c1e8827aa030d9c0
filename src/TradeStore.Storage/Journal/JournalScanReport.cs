namespace TradeStore.Storage.Journal;

/// <summary>What was found when the journal was opened.</summary>
internal sealed record JournalScanReport
{
    /// <summary>The first sequence number there is; 0 when the journal is empty.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>The last sequence number that was written before the first file there is; 0 when there was none.</summary>
    public required long PreviousSequence { get; init; }

    /// <summary>The last sequence number there is; 0 when the journal is empty.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Whole frames.</summary>
    public required long Frames { get; init; }

    /// <summary>Files.</summary>
    public required int Files { get; init; }

    /// <summary>Acknowledged frames that are damaged or missing, in order.</summary>
    public required IReadOnlyList<JournalLoss> Losses { get; init; }

    /// <summary>The tail that was cut; null when there was none.</summary>
    public required JournalCut? Cut { get; init; }

    /// <summary>Files whose header is damaged; their frames were read all the same.</summary>
    public required IReadOnlyList<string> DamagedHeaders { get; init; }

    /// <summary>Files that are none of this journal's; they are left alone.</summary>
    public required IReadOnlyList<JournalForeignFile> ForeignFiles { get; init; }

    /// <summary>What has the name of a file to come and is none of this journal's; it is set aside.</summary>
    public required IReadOnlyList<JournalForeignFile> InTheWay { get; init; }

    /// <summary>The names of its files.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The other stores that files in the folder belong to.</summary>
    public required IReadOnlyList<Guid> OtherStores { get; init; }

    /// <summary>Nothing is lost, cut, damaged or foreign.</summary>
    public bool IsClean => Losses.Count == 0 && Cut is null && DamagedHeaders.Count == 0 && ForeignFiles.Count == 0 && InTheWay.Count == 0;
}
