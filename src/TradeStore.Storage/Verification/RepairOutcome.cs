namespace TradeStore.Storage.Verification;

/// <summary>What became of a damaged or missing file.</summary>
public enum RepairOutcome
{
    /// <summary>It was taken back from the archive and is what was written; its partition is readable again.</summary>
    Restored = 0,

    /// <summary>It lies in its place and is what was written: somebody put it back. Its partition is readable again.</summary>
    FoundInPlace,

    /// <summary>The store has no archive (<c>Tiering.Archive</c>).</summary>
    NoArchive,

    /// <summary>The archive does not have it.</summary>
    NotInArchive,

    /// <summary>The archive has a file of that name that is not what was written, or that cannot be read.</summary>
    ArchiveDamaged,

    /// <summary>Its partition was replaced or removed meanwhile: nothing is to be repaired any more.</summary>
    NotNeeded,

    /// <summary>
    /// It cannot be put back: a folder, or something else that the store does not move, stands in its place or in that of its folders, or the system does not
    /// let the store write there. Take that away and repair again.
    /// </summary>
    Obstructed,
}
