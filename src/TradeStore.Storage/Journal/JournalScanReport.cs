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

/// <summary>
/// A place of the journal where the next frame should be and is not; whether it is damage or a torn tail shows at the end of the scan.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where the frame should begin.</param>
/// <param name="Bytes">Bytes to the next whole frame, or to the last byte that is not zero.</param>
/// <param name="FromSequence">The first sequence number that is not there.</param>
/// <param name="ToSequence">The last one; 0 when nothing follows.</param>
/// <param name="FramesBefore">Whole frames of the file before it.</param>
/// <param name="TimeBefore">When the last of them was written.</param>
/// <param name="Claim">What the header there says.</param>
internal sealed record DamagedRegion(
    JournalFile File, long Offset, long Bytes, long FromSequence, long ToSequence, long FramesBefore, long TimeBefore, FrameClaim? Claim);

/// <summary>
/// The tail that was cut: never acknowledged as far as the journal can tell. Where the store has applied <see cref="Sequence"/> already,
/// it was acknowledged and damaged afterwards.
/// </summary>
/// <param name="Sequence">The sequence number that would have stood there.</param>
/// <param name="HighestSequence">The highest one that whole frames or names of files in what was cut speak of; 0 when there is none.</param>
/// <param name="File">The file that was cut.</param>
/// <param name="Offset">From where on.</param>
/// <param name="Bytes">Bytes to the last one that was not zero.</param>
/// <param name="Claim">What the header there says; null when it is not readable.</param>
/// <param name="RemovedFiles">Later files of the same unfinished group, set aside.</param>
internal sealed record JournalCut(
    long Sequence, long HighestSequence, string File, long Offset, long Bytes, FrameClaim? Claim, IReadOnlyList<string> RemovedFiles);

/// <summary>Acknowledged frames that are damaged or missing.</summary>
/// <param name="FromSequence">The first sequence number lost.</param>
/// <param name="ToSequence">The last sequence number lost.</param>
/// <param name="File">The file they stood in, or the one before the missing one.</param>
/// <param name="Offset">Where in the file.</param>
/// <param name="Bytes">How many bytes; 0 when a whole file is missing.</param>
internal sealed record JournalLoss(long FromSequence, long ToSequence, string File, long Offset, long Bytes);

/// <summary>A file in the journal's folder that is none of this journal's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it is not.</param>
/// <param name="StoreId">The store that it says it belongs to; null when it says nothing.</param>
internal sealed record JournalForeignFile(string Name, string Reason, Guid? StoreId = null);
