namespace TradeStore.Storage.Configuration;

/// <summary>Where a step of tiering is; tests stop or fail it there.</summary>
internal enum TieringPoint
{
    /// <summary>The partition takes no more rows into what is to be rewritten.</summary>
    Closed = 0,

    /// <summary>A slice of the rows was written: into a table or a staged file.</summary>
    SliceWritten,

    /// <summary>All rows are written.</summary>
    Built,

    /// <summary>A staged file was flushed to the disk.</summary>
    Flushed,

    /// <summary>What was written was read back and is equal.</summary>
    Verified,

    /// <summary>A file is in its place, and no manifest names it.</summary>
    Published,

    /// <summary>The manifest names what was written.</summary>
    Switched,

    /// <summary>The archive's list says which copies are about to be replaced.</summary>
    Superseded,

    /// <summary>A file's copy is in its place in the archive, and its sum is not beside it yet.</summary>
    Copied,

    /// <summary>A file was copied to the archive.</summary>
    Archived,

    /// <summary>A copy that was replaced is deleted, and the archive's list names it still.</summary>
    CopyDeleted,

    /// <summary>The archive has what there is of the partition, and nothing that it replaced.</summary>
    Settled,

    /// <summary>The manifest does not name a partition any more that was too old.</summary>
    Removed,
}
