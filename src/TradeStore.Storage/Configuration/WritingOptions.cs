namespace TradeStore.Storage.Configuration;

/// <summary>How the engine is written.</summary>
public sealed class WritingOptions
{
    /// <summary>Gets or sets the rows of one transaction when much has piled up: 245,760 by default (two row groups), 1,000 to 10,000,000.</summary>
    public int TransactionRows { get; set; } = 245_760;

    /// <summary>Gets or sets how long acknowledged rows may pile up before they are applied while nobody reads: 500 ms by default, 0 to 10 s. A read has them applied at once.</summary>
    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets the size of the engine's own log at which it is written into the database file: 128 MB by default, 1 MB to 16 GB.</summary>
    public long CheckpointSize { get; set; } = 128L << 20;

    /// <summary>Gets or sets what is called at each step, on the thread that takes it; for tests.</summary>
    internal Action<WritingStep>? Reached { get; set; }

    /// <summary>Gets or sets the rows from which on a group goes straight into its partitions: a row group; less is taken by a tail in memory.</summary>
    internal int DirectRows { get; set; } = 122_880;

    /// <summary>Gets or sets how long a tail takes rows before it is moved into its partitions.</summary>
    internal TimeSpan TailAge { get; set; } = TimeSpan.FromSeconds(1);
}
