namespace TradeStore.Tests.Tiering.Faults;

/// <summary>A partition for which something is due.</summary>
internal enum AgedCase
{
    /// <summary>A sealed partition is too old.</summary>
    RemovedFromDatabase = 0,

    /// <summary>A file is too old.</summary>
    RemovedFile,

    /// <summary>A sealed partition is too old, and is to become files of the archive before.</summary>
    RemovedFromDatabaseToArchive,

    /// <summary>A file is too old that the archive lacks.</summary>
    RemovedFileToArchive,

    /// <summary>A file that the archive has, and late rows that were never merged into it, are too old.</summary>
    RemovedWithLateRowsToArchive,

    /// <summary>The archive lacks two files.</summary>
    Archived,

    /// <summary>The archive has a file that was replaced, and lacks what took its place.</summary>
    ArchivedInPlaceOfAnother,

    /// <summary>Snapshots in the database are to be reduced.</summary>
    ReducedSnapshots,

    /// <summary>Rows of metrics in the database are to become one a minute.</summary>
    ReducedMetrics,

    /// <summary>Of logs in a file that the archive has warnings are to stay.</summary>
    ReducedFile,

    /// <summary>Of logs in the database nothing is to stay.</summary>
    ReducedToNothing,

    /// <summary>Three files, which the archive has, are to become one.</summary>
    Compacted,
}
