using TradeStore.Import.Lean.Files;

namespace TradeStore.Import.Lean.Lines;

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
