namespace TradeStore.Storage.Configuration;

/// <summary>Where the writer is; tests stop or fail it there.</summary>
internal enum WritingStep
{
    /// <summary>A group of batches is about to be applied.</summary>
    Applying = 0,

    /// <summary>A transaction is written and not committed: into the partitions or into a memtable.</summary>
    Committing,

    /// <summary>That transaction is committed.</summary>
    Committed,

    /// <summary>A memtable's rows are in the partitions and not committed.</summary>
    Flushing,

    /// <summary>They are committed, and the memtable is there still.</summary>
    Flushed,

    /// <summary>A checkpoint is about to be made.</summary>
    Checkpointing,

    /// <summary>It is made, and no journal was released yet.</summary>
    Checkpointed,

    /// <summary>The engine has failed and is about to be opened again.</summary>
    Reopening,

    /// <summary>A new database has its tables and not its name yet.</summary>
    Creating,

    /// <summary>A change of the schema is made and not committed.</summary>
    Defining,

    /// <summary>It is committed, and no checkpoint holds it yet.</summary>
    Defined,

    /// <summary>The rows that record changes of the schema are written and not committed.</summary>
    Recording,

    /// <summary>They are committed, and no checkpoint holds them yet.</summary>
    Recorded,

    /// <summary>Segments have taken the place of others in the manifest, not committed.</summary>
    Switching,

    /// <summary>That is committed, and no read has seen it yet.</summary>
    Switched,

    /// <summary>A table that has left is about to be dropped.</summary>
    Dropping,

    /// <summary>A file that has left is about to be deleted.</summary>
    Deleting,

    /// <summary>A group of batches is durable and not handed over to the writer; on the journal's thread.</summary>
    HandingOver,

    /// <summary>It is handed over, and nobody was told.</summary>
    HandedOver,
}

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
