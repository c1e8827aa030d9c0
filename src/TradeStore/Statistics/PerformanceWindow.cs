namespace TradeStore.Statistics;

/// <summary>Which days and round trips the figures of a day look back on.</summary>
/// <remarks>
/// Days count for returns from Monday to Friday unless <see cref="IncludesWeekends"/> is set; what is gained on a day that does not count goes into
/// the next one that does, so that nothing is lost.
/// </remarks>
public sealed record PerformanceWindow
{
    /// <summary>Gets how many daily returns the ratios, the drawdowns and the value at risk rest on at most; 252 by default, 2 to 100,000.</summary>
    public int ReturnDays { get; init; } = 252;

    /// <summary>
    /// Gets within how many UTC days up to the day itself a round trip must have been closed to count in risk metrics, 1 to 100,000; all that were
    /// closed until then by default (<see langword="null"/>).
    /// </summary>
    public int? TradeDays { get; init; }

    /// <summary>
    /// Gets whether Saturdays and Sundays count, for markets that trade then: ratios are annualised by 365 days in place of 252; <see langword="false"/> by
    /// default.
    /// </summary>
    public bool IncludesWeekends { get; init; }

    internal double DaysPerYear => IncludesWeekends ? 365 : Sample.TradingDays;

    internal bool Counts(DateOnly date) => IncludesWeekends || date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    internal void ThrowIfInvalid(string parameter)
    {
        if (ReturnDays is < 2 or > 100_000)
        {
            throw new ArgumentOutOfRangeException(parameter, ReturnDays, $"{nameof(ReturnDays)} is 2 to 100,000.");
        }

        if (TradeDays is < 1 or > 100_000)
        {
            throw new ArgumentOutOfRangeException(parameter, TradeDays, $"{nameof(TradeDays)} is 1 to 100,000.");
        }
    }
}
