namespace TradeStore.Statistics;

/// <summary>What the measures share.</summary>
internal static class Sample
{
    /// <summary>The trading days of a year.</summary>
    public const double TradingDays = 252;

    // Equal returns that were divided out differ by a few units in the last place, 2^-52 each; a ratio over such a deviation means nothing.
    private const double RoundingNoise = 1e-12;

    /// <summary>Refuses numbers that are none, and a year without periods.</summary>
    /// <param name="returns">The returns.</param>
    /// <param name="reference">The risk-free or target return.</param>
    /// <param name="periodsPerYear">The periods of a year.</param>
    public static void Check(IReadOnlyList<double> returns, double reference, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(returns);
        if (!double.IsFinite(reference))
        {
            throw new ArgumentOutOfRangeException(nameof(reference), reference, "It must be a number.");
        }

        if (!double.IsFinite(periodsPerYear) || periodsPerYear <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(periodsPerYear), periodsPerYear, "It must be above zero.");
        }

        for (var period = 0; period < returns.Count; period++)
        {
            if (!double.IsFinite(returns[period]))
            {
                throw new ArgumentOutOfRangeException(nameof(returns), returns[period], $"Return {period} must be a number.");
            }
        }
    }

    /// <summary>
    /// Returns mean / deviation × √periods; <see langword="null"/> where that is no number, or where the deviation is only noise beside the
    /// returns it was made of.
    /// </summary>
    /// <param name="mean">The mean excess return.</param>
    /// <param name="deviation">Its deviation.</param>
    /// <param name="returns">The returns.</param>
    /// <param name="periodsPerYear">The periods of a year.</param>
    public static double? Annualised(double mean, double deviation, IReadOnlyList<double> returns, double periodsPerYear)
    {
        var ratio = mean / deviation * Math.Sqrt(periodsPerYear);
        var noise = returns.Max(Math.Abs) * RoundingNoise;
        return deviation > noise && double.IsFinite(deviation) && double.IsFinite(ratio) ? ratio : null;
    }
}
