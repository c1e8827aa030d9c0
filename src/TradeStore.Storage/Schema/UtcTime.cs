using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Schema;

/// <summary>Times as the store keeps them: UTC, whole microseconds.</summary>
public static class UtcTime
{
    /// <summary>Cuts a UTC time to whole microseconds, as the store does unless <see cref="Configuration.IngestOptions.TimePrecision"/> has it refuse finer ones.</summary>
    /// <param name="time">A time of kind <see cref="DateTimeKind.Utc"/>.</param>
    /// <exception cref="ArgumentException">The time is not UTC.</exception>
    public static DateTime ToMicroseconds(DateTime time) => time.Kind == DateTimeKind.Utc
        ? new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)
        : throw new ArgumentException($"The time {time:O} is of kind {time.Kind}; only UTC is stored.", nameof(time));

    /// <summary>Returns the clock's time as UTC in whole microseconds, ready to be stored.</summary>
    /// <param name="clock">The clock to read.</param>
    public static DateTime GetUtcMicroseconds(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return ToMicroseconds(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Returns the clock's time in microseconds since 1970, as partitions and the manifest have it.</summary>
    /// <param name="clock">The clock to read.</param>
    internal static long GetUnixMicroseconds(this TimeProvider clock) => TimestampConversion.ToMicroseconds(clock.GetUtcMicroseconds());
}
