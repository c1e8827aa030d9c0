namespace TradeStore.Storage.Journal;

/// <summary>How a journal is kept.</summary>
internal sealed record JournalSettings
{
    /// <summary>Bytes of a file unless set: 64 MB.</summary>
    public const long DefaultFileBytes = 64L << 20;

    /// <summary>Where the files are; created when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The store that the journal belongs to; part of every checksum.</summary>
    public required Guid StoreId { get; init; }

    /// <summary>Bytes a file is preallocated with; a larger frame gets a file of its own size. Default 64 MB.</summary>
    public long FileBytes { get; init; } = DefaultFileBytes;

    /// <summary>Bytes of a group, about; a frame that takes more alone is written in slices, with groups between them. Default 8 MB.</summary>
    public long GroupBytes { get; init; } = 8L << 20;

    /// <summary>Bytes of a slice of a large frame: what a group may have to wait for. Default 4 MB.</summary>
    public int SliceBytes { get; init; } = 4 << 20;

    /// <summary>What an acknowledgement survives. Default <see cref="JournalDurability.Fsync"/>.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Fsync;

    /// <summary>Files whose last frame is older may be released. Default 24 hours.</summary>
    public TimeSpan RetentionAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When all files together are larger, the oldest may be released. Default 2 GB.</summary>
    public long RetentionBytes { get; init; } = 2L << 30;

    /// <summary>Everything up to here was acknowledged, as the database and the store's mark testify: what is not whole of it is damage, never a torn tail.</summary>
    public long AcknowledgedAtLeast { get; init; }

    /// <summary>Where it is noted what was acknowledged; null: nowhere.</summary>
    public StoreMarkFile? Mark { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The disk; null: the folder on the real one.</summary>
    public IJournalStorage? Storage { get; init; }
}
