using TradeStore.Storage.Schema;

namespace TradeStore.Model;

/// <summary>The short names of <see cref="Timeframe"/>, as SQL and files hold them.</summary>
public static class TimeframeNames
{
    private static readonly int[] Seconds =
    [
        0, 1, 5, 10, 15, 30, 60, 180, 300, 900, 1800, 3600, 7200, 14400, 21600, 28800, 43200, 86400, 604800,
    ];

    /// <summary>Gets the names of all timeframes, shortest first.</summary>
    public static IReadOnlyList<string> All => SqlName.All<Timeframe>();

    /// <summary>Returns the short name, for example <c>1m</c>.</summary>
    /// <param name="timeframe">A named timeframe.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a named timeframe.</exception>
    public static string ToName(this Timeframe timeframe) =>
        EnumSqlNames<Timeframe>.Find(timeframe) ?? throw new ArgumentOutOfRangeException(nameof(timeframe), timeframe, "Not a timeframe.");

    /// <summary>Returns the length of the timeframe.</summary>
    /// <param name="timeframe">A named timeframe.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a named timeframe.</exception>
    public static TimeSpan ToDuration(this Timeframe timeframe)
    {
        _ = timeframe.ToName();
        return TimeSpan.FromSeconds(Seconds[(int)timeframe]);
    }

    /// <summary>Finds the timeframe with a short name.</summary>
    /// <param name="name">A name such as <c>1m</c>.</param>
    /// <param name="timeframe">The timeframe found, otherwise <see cref="Timeframe.None"/>.</param>
    public static bool TryParse(string? name, out Timeframe timeframe) => SqlName.TryParse(name, out timeframe);
}
