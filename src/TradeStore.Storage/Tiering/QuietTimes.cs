using TradeStore.Storage.Configuration;

namespace TradeStore.Storage.Tiering;

/// <summary>When a host looks for what is due.</summary>
internal static class QuietTimes
{
    /// <summary>Tells whether the store may be busy with itself at a time.</summary>
    public static bool IsQuiet(TieringOptions options, DateTimeOffset now) =>
        options.QuietWindows.Count == 0 || options.QuietWindows.Any(w => w.Contains(TimeOfDay(now)));

    /// <summary>Returns how long to wait from a time on before the next look: no window that opens is missed.</summary>
    public static TimeSpan UntilNextLook(TieringOptions options, DateTimeOffset now)
    {
        if (IsQuiet(options, now))
        {
            return options.Every;
        }

        // The difference of two times of the day is that to the next one.
        var opens = options.QuietWindows.Min(w => w.From - TimeOfDay(now));
        return opens < options.Every ? opens : options.Every;
    }

    private static TimeOnly TimeOfDay(DateTimeOffset now) => TimeOnly.FromDateTime(now.UtcDateTime);
}
