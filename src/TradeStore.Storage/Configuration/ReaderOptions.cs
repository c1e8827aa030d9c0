namespace TradeStore.Storage.Configuration;

/// <summary>How the store is read.</summary>
public sealed class ReaderOptions
{
    /// <summary>Gets or sets the largest number of reads at the same time: 50 by default, 1 to 1,000.</summary>
    public int Max { get; set; } = 50;

    /// <summary>Gets or sets how long a read waits for a reader: 5 seconds by default, 0 to 1 hour.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a query may run: 30 seconds by default, 1 ms to 24 hours. A stream's time counts between its chunks.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how old a stream's snapshot may be before a checkpoint that waits for it has the rows set aside that its caller has not taken yet: 10 seconds by default, 0 to
    /// 24 hours. They are read at once into a file in <c>temp/</c>, and the stream goes on from there with the same rows.
    /// </summary>
    public TimeSpan MaximumSnapshotAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how long a query may take before it is logged as slow, with its SQL and never the values of its parameters: 1 second by
    /// default, 0 (every query) to 24 hours.
    /// </summary>
    public TimeSpan SlowQuery { get; set; } = TimeSpan.FromSeconds(1);
}
