using TradeStore.Import.Lean.Files;

namespace TradeStore.Import.Lean.Lines;

/// <summary>
/// Turns one exchange-local day's times into UTC. A local time that exists twice (clocks go back) is its first occurrence, one that does
/// not exist (clocks go forward) is moved on by the gap: as LEAN itself reads its files.
/// </summary>
internal sealed class LeanClock
{
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _midnight;
    private readonly long _midnightUtcTicks;
    private readonly bool _changes;

    public LeanClock(DateOnly day, TimeZoneInfo zone)
    {
        _zone = zone;
        Day = day;
        _midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.GetUtcOffset(_midnight);
        _changes = offset != zone.GetUtcOffset(_midnight.AddDays(1));
        _midnightUtcTicks = _midnight.Ticks - offset.Ticks;
    }

    public DateOnly Day { get; }

    public DateTime ToUtc(long microsecondsSinceMidnight)
    {
        var ticks = microsecondsSinceMidnight * TimeSpan.TicksPerMicrosecond;
        return _changes ? ToUtc(_midnight.AddTicks(ticks)) : new DateTime(_midnightUtcTicks + ticks, DateTimeKind.Utc);
    }

    private DateTime ToUtc(DateTime local)
    {
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max()
            : _zone.IsInvalidTime(local) ? _zone.GetUtcOffset(local.AddDays(-1))
            : _zone.GetUtcOffset(local);
        return new DateTime(local.Ticks - offset.Ticks, DateTimeKind.Utc);
    }
}

/// <summary>Knows in which zone's time a market's files are written.</summary>
internal static class LeanTimeZones
{
    private static readonly Lazy<TimeZoneInfo> NewYork = new(FindNewYork);

    /// <exception cref="InvalidDataException">The zone is not known.</exception>
    public static TimeZoneInfo Of(LeanSeries series, LeanImportOptions options)
    {
        var key = $"{series.SecurityType}/{series.Market}".ToLowerInvariant();
        if (options.TimeZones.TryGetValue(key, out var zone))
        {
            return zone;
        }

        return series switch
        {
            { SecurityType: not LeanSecurityType.Equity } => TimeZoneInfo.Utc,
            { Market: "usa" } => NewYork.Value,
            _ => throw new InvalidDataException(
                $"The time zone of '{key}' is not known; name it in {nameof(LeanImportOptions)}.{nameof(LeanImportOptions.TimeZones)}."),
        };
    }

    // Windows without ICU knows its own names only.
    private static TimeZoneInfo FindNewYork() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone)
            ? zone
            : TimeZoneInfo.FindSystemTimeZoneById("Eastern Standard Time");
}
