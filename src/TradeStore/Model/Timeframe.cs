using TradeStore.Storage.Schema;

namespace TradeStore.Model;

/// <summary>The length of a bar; stored by its short name, <c>1s</c> to <c>1w</c>.</summary>
public enum Timeframe
{
    /// <summary>No timeframe: refused when written.</summary>
    None = 0,

    /// <summary><c>1s</c>.</summary>
    [StoredAs("1s")]
    OneSecond,

    /// <summary><c>5s</c>.</summary>
    [StoredAs("5s")]
    FiveSeconds,

    /// <summary><c>10s</c>.</summary>
    [StoredAs("10s")]
    TenSeconds,

    /// <summary><c>15s</c>.</summary>
    [StoredAs("15s")]
    FifteenSeconds,

    /// <summary><c>30s</c>.</summary>
    [StoredAs("30s")]
    ThirtySeconds,

    /// <summary><c>1m</c>.</summary>
    [StoredAs("1m")]
    OneMinute,

    /// <summary><c>3m</c>.</summary>
    [StoredAs("3m")]
    ThreeMinutes,

    /// <summary><c>5m</c>.</summary>
    [StoredAs("5m")]
    FiveMinutes,

    /// <summary><c>15m</c>.</summary>
    [StoredAs("15m")]
    FifteenMinutes,

    /// <summary><c>30m</c>.</summary>
    [StoredAs("30m")]
    ThirtyMinutes,

    /// <summary><c>1h</c>.</summary>
    [StoredAs("1h")]
    OneHour,

    /// <summary><c>2h</c>.</summary>
    [StoredAs("2h")]
    TwoHours,

    /// <summary><c>4h</c>.</summary>
    [StoredAs("4h")]
    FourHours,

    /// <summary><c>6h</c>.</summary>
    [StoredAs("6h")]
    SixHours,

    /// <summary><c>8h</c>.</summary>
    [StoredAs("8h")]
    EightHours,

    /// <summary><c>12h</c>.</summary>
    [StoredAs("12h")]
    TwelveHours,

    /// <summary><c>1d</c>.</summary>
    [StoredAs("1d")]
    OneDay,

    /// <summary><c>1w</c>.</summary>
    [StoredAs("1w")]
    OneWeek,
}

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
