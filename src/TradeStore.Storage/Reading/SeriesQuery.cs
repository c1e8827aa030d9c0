using System.Runtime.InteropServices;

namespace TradeStore.Storage.Reading;

/// <summary>Which rows of a series table to read; everything left out is not restricted.</summary>
public abstract record SeriesQuery
{
    /// <summary>Gets the exchange.</summary>
    public string? Exchange { get; init; }

    /// <summary>Gets the symbols; empty for all.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Gets the first time (UTC), included.</summary>
    public DateTime? From { get; init; }

    /// <summary>Gets the end (UTC), excluded.</summary>
    public DateTime? To { get; init; }

    /// <summary>Gets the columns a stream returns, by their SQL names and in this order; empty for all. Rows have all of theirs: where they are asked for, a query with columns is refused.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Gets the order of the rows; by time unless said otherwise.</summary>
    public ReadOrder Order { get; init; }

    /// <summary>Gets how much of what was acknowledged must be seen; all of it unless said otherwise.</summary>
    public ReadConsistency Consistency { get; init; }

    /// <summary>Gets the largest number of rows to return; all when <see langword="null"/>.</summary>
    public long? Limit { get; init; }
}

/// <summary>A range of a series table, whatever its columns are.</summary>
internal sealed record RangeQuery : SeriesQuery;

/// <summary>How much of what was acknowledged a read must see.</summary>
public enum ReadConsistency
{
    /// <summary>Everything acknowledged before the read started; the read waits until that much is applied.</summary>
    Latest = 0,

    /// <summary>What is applied now; never waits.</summary>
    Applied,
}

/// <summary>The order in which a range is returned.</summary>
public enum ReadOrder
{
    /// <summary>
    /// By time; ticks of one symbol and time by their sequence numbers, those of different symbols as they came. Costs a sort only in
    /// partitions where rows came out of order.
    /// </summary>
    Time = 0,

    /// <summary>As stored, partition by partition: the cheapest, for aggregations that need no order.</summary>
    Stored,
}

/// <summary>Times [From, To) in microseconds since 1970 UTC, open where <see langword="null"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimeRange(long? From, long? To)
{
    public static TimeRange All { get; }

    /// <summary>Gets the range that no partition overlaps.</summary>
    public static TimeRange Empty { get; } = new(long.MaxValue, long.MinValue);

    public bool IsEmpty => From >= To;

    /// <summary>Returns the times in both ranges.</summary>
    public TimeRange Intersect(TimeRange other)
    {
        var both = new TimeRange(
            From is { } from && other.From is { } othersFrom ? Math.Max(from, othersFrom) : From ?? other.From,
            To is { } to && other.To is { } othersTo ? Math.Min(to, othersTo) : To ?? other.To);
        return both.IsEmpty ? Empty : both;
    }

    /// <summary>Returns the smallest range with the times of both.</summary>
    public TimeRange Hull(TimeRange other) => IsEmpty ? other : other.IsEmpty ? this : new(
        From is { } from && other.From is { } othersFrom ? Math.Min(from, othersFrom) : null,
        To is { } to && other.To is { } othersTo ? Math.Max(to, othersTo) : null);
}
