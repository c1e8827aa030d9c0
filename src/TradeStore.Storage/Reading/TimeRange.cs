using System.Runtime.InteropServices;

namespace TradeStore.Storage.Reading;

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
