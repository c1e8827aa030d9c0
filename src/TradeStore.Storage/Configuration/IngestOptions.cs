namespace TradeStore.Storage.Configuration;

/// <summary>How writes are taken in.</summary>
public sealed class IngestOptions
{
    /// <summary>Gets or sets the bytes one lane may hold between the caller and the engine: 256 MB by default, 1 MB to 16 GB.</summary>
    public long LaneCapacity { get; set; } = 256L << 20;

    /// <summary>Gets or sets how long a write waits for room in a full lane: 30 seconds by default, 0 to 1 hour.</summary>
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the largest number of rows in one batch: 1,000,000 by default, 1 to 10,000,000.</summary>
    public int MaximumBatchRows { get; set; } = 1_000_000;

    /// <summary>Gets or sets what becomes of a time that is finer than a microsecond: <see cref="TimePrecision.Cut"/> by default, <c>Cut</c> or <c>Refuse</c>.</summary>
    public TimePrecision TimePrecision { get; set; }
}

/// <summary>What becomes of a time that is finer than the microseconds that are stored, such as <c>DateTime.UtcNow</c> with its 100 nanoseconds.</summary>
public enum TimePrecision
{
    /// <summary>It is cut to the microsecond it lies in, never rounded up: also before 1970 the earlier one.</summary>
    Cut = 0,

    /// <summary>Its row is refused, with all of its batch.</summary>
    Refuse,
}
