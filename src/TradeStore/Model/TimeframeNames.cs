namespace TradeStore.Model;

/// <summary>The short names of <see cref="Timeframe"/>, as SQL and files hold them.</summary>
public static class TimeframeNames
{
    private static readonly string[] Names =
    [
        "", "1s", "5s", "10s", "15s", "30s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "1w",
    ];

    private static readonly int[] Seconds =
    [
        0, 1, 5, 10, 15, 30, 60, 180, 300, 900, 1800, 3600, 7200, 14400, 21600, 28800, 43200, 86400, 604800,
    ];

    /// <summary>Gets the names of all timeframes, shortest first.</summary>
    public static IReadOnlyList<string> All { get; } = Names[1..];

    /// <summary>Returns the short name, for example <c>1m</c>.</summary>
    /// <param name="timeframe">A named timeframe.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a named timeframe.</exception>
    public static string ToName(this Timeframe timeframe)
    {
        var index = (int)timeframe;
        return index > 0 && index < Names.Length
            ? Names[index]
            : throw new ArgumentOutOfRangeException(nameof(timeframe), timeframe, "Not a timeframe.");
    }

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
    public static bool TryParse(string? name, out Timeframe timeframe)
    {
        var index = string.IsNullOrEmpty(name) ? -1 : Array.IndexOf(Names, name);
        timeframe = index > 0 ? (Timeframe)index : Timeframe.None;
        return index > 0;
    }
}
