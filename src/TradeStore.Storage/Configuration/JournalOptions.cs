using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Configuration;

/// <summary>How the journal is kept.</summary>
public sealed class JournalOptions
{
    /// <summary>Gets or sets what an acknowledged write survives: a power cut (<c>Fsync</c>) by default, <c>Fsync</c> or <c>Os</c>.</summary>
    public Durability Durability { get; set; } = Durability.Fsync;

    /// <summary>Gets or sets the size of a journal file in bytes: 64 MB by default, 1 MB to 1 GB.</summary>
    public long FileSize { get; set; } = 64L << 20;

    /// <summary>Gets or sets how long segments are kept beyond the last checkpoint: 24 hours by default, 0 to 366 days.</summary>
    public TimeSpan RetentionTime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets how many bytes of segments are kept beyond the last checkpoint: 2 GB by default, 0 to 1 TB.</summary>
    public long RetentionSize { get; set; } = 2L << 30;

    /// <summary>Gets or sets where segments are kept; the store's folder when <see langword="null"/>.</summary>
    internal IJournalStorage? Storage { get; set; }
}

/// <summary>What an acknowledged write survives.</summary>
public enum Durability
{
    /// <summary>A power cut: the journal is flushed to the disk before the acknowledgement.</summary>
    Fsync = 0,

    /// <summary>A killed process, but not a power cut: the journal is with the operating system.</summary>
    Os,
}
