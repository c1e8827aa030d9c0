using TradeStore.Tiering;

namespace TradeStore.Configuration;

/// <summary>How long the rows of a table stay in the database, and how long they are kept at all.</summary>
/// <remarks>
/// A configuration that names one of the two leaves the other as the preset has it; a policy that is made in code has what it is given, and
/// <see cref="DefaultOf"/> to begin with: <c>TierPolicy.DefaultOf("market_ticks") with { Warm = TimeSpan.FromDays(30) }</c>.
/// </remarks>
public sealed record TierPolicy
{
    /// <summary>
    /// Gets the age at which a partition leaves the database for Parquet files, counted from its end: 0 to 36,500 days; <see langword="null"/>
    /// (in a configuration <c>never</c>) when it never does.
    /// </summary>
    public TimeSpan? Warm { get; init; }

    /// <summary>
    /// Gets the age at which a partition is removed: 1 to 36,500 days; <see langword="null"/> (in a configuration <c>never</c>) when it is kept
    /// for ever, as every table is by default. It counts from the partition's end or from when the store took its newest row in, whichever is later: what is imported late
    /// is kept as long after it came.
    /// </summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Returns the policy that a table has by default: kept for ever, and warm for as long as suits it; one that the application declares for 90 days.</summary>
    /// <param name="table">The table's name.</param>
    public static TierPolicy DefaultOf(string table)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        return DefaultPolicies.Of(table);
    }
}
