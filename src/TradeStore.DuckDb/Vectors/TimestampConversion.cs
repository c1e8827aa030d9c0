namespace TradeStore.DuckDb.Vectors;

/// <summary>Times as DuckDB stores them: microseconds or days since 1970-01-01. Exact, or refused.</summary>
public static class TimestampConversion
{
    private static readonly int UnixEpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private static readonly long MinMicroseconds = (DateTime.MinValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
    private static readonly long MaxMicroseconds = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>To microseconds since 1970-01-01 UTC.</summary>
    /// <exception cref="ArgumentException">The time is not of Kind Utc, or not a whole number of microseconds.</exception>
    public static long ToMicroseconds(DateTime value)
    {
        var (microseconds, rest) = Math.DivRem(value.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);
        return value.Kind != DateTimeKind.Utc
            ? throw new ArgumentException($"The time {value:O} is of Kind {value.Kind}; only Utc says which instant it is.", nameof(value))
            : rest == 0 ? microseconds : throw new ArgumentException($"The time {value:O} is not a whole number of microseconds.", nameof(value));
    }

    /// <summary>From microseconds since 1970-01-01 UTC.</summary>
    /// <returns>A time of Kind Utc.</returns>
    /// <exception cref="OverflowException">The time is before year 1 or after year 9999, or one of DuckDB's infinities.</exception>
    public static DateTime FromMicroseconds(long microseconds) =>
        microseconds >= MinMicroseconds && microseconds <= MaxMicroseconds
            ? new DateTime(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)
            : throw new OverflowException($"The TIMESTAMP of {microseconds} microseconds since 1970 is outside the years 1 to 9999.");

    /// <summary>To days since 1970-01-01.</summary>
    public static int ToDays(DateOnly value) => value.DayNumber - UnixEpochDay;

    /// <summary>From days since 1970-01-01.</summary>
    /// <exception cref="OverflowException">The date is before year 1 or after year 9999, or one of DuckDB's infinities.</exception>
    public static DateOnly FromDays(int days) =>
        days >= -UnixEpochDay && days <= DateOnly.MaxValue.DayNumber - UnixEpochDay
            ? DateOnly.FromDayNumber(days + UnixEpochDay)
            : throw new OverflowException($"The DATE of {days} days since 1970 is outside the years 1 to 9999.");
}
