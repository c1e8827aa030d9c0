namespace TradeStore.Tiering;

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

    /// <summary>A file was copied to the archive.</summary>
    Archived,
}
