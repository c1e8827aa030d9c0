namespace TradeStore.Model;

/// <summary>The length of a bar; stored by its short name, <c>1s</c> to <c>1w</c>.</summary>
public enum Timeframe
{
    /// <summary>No timeframe: refused when written.</summary>
    None = 0,

    /// <summary><c>1s</c>.</summary>
    OneSecond,

    /// <summary><c>5s</c>.</summary>
    FiveSeconds,

    /// <summary><c>10s</c>.</summary>
    TenSeconds,

    /// <summary><c>15s</c>.</summary>
    FifteenSeconds,

    /// <summary><c>30s</c>.</summary>
    ThirtySeconds,

    /// <summary><c>1m</c>.</summary>
    OneMinute,

    /// <summary><c>3m</c>.</summary>
    ThreeMinutes,

    /// <summary><c>5m</c>.</summary>
    FiveMinutes,

    /// <summary><c>15m</c>.</summary>
    FifteenMinutes,

    /// <summary><c>30m</c>.</summary>
    ThirtyMinutes,

    /// <summary><c>1h</c>.</summary>
    OneHour,

    /// <summary><c>2h</c>.</summary>
    TwoHours,

    /// <summary><c>4h</c>.</summary>
    FourHours,

    /// <summary><c>6h</c>.</summary>
    SixHours,

    /// <summary><c>8h</c>.</summary>
    EightHours,

    /// <summary><c>12h</c>.</summary>
    TwelveHours,

    /// <summary><c>1d</c>.</summary>
    OneDay,

    /// <summary><c>1w</c>.</summary>
    OneWeek,
}
