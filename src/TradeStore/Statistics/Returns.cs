namespace TradeStore.Statistics;

/// <summary>Simple returns: gain / equity before. 0.01 is 1 %.</summary>
public static class Returns
{
    /// <summary>Returns r(t) = equity(t) / equity(t−1) − 1, one less than there are values.</summary>
    /// <param name="equity">The equity at the end of each period, oldest first, in one currency; without deposits and withdrawals.</param>
    /// <returns>The returns; <see langword="null"/> for fewer than two values, and where an equity that is divided by is not above zero.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="OverflowException">A gain leaves the range of <see cref="decimal"/>.</exception>
    public static IReadOnlyList<double>? OfEquity(IReadOnlyList<decimal> equity)
    {
        ArgumentNullException.ThrowIfNull(equity);
        if (equity.Count < 2)
        {
            return null;
        }

        var returns = new double[equity.Count - 1];
        for (var period = 0; period < returns.Length; period++)
        {
            var before = equity[period];
            if (before <= 0)
            {
                return null;
            }

            // The difference is exact in decimal; in double it would leave noise in equal returns.
            returns[period] = (double)(equity[period + 1] - before) / (double)before;
        }

        return returns;
    }

    /// <summary>Returns r(t) = P&amp;L(t) / equity before t, where gains stay in the account.</summary>
    /// <param name="pnl">The P&amp;L of each period, oldest first, in one currency.</param>
    /// <param name="openingEquity">The equity before the first period, in the same currency.</param>
    /// <returns>The returns, one a period; <see langword="null"/> without values, and where an equity that is divided by is not above zero.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="OverflowException">The equity leaves the range of <see cref="decimal"/>.</exception>
    public static IReadOnlyList<double>? OfPnl(IReadOnlyList<decimal> pnl, decimal openingEquity)
    {
        ArgumentNullException.ThrowIfNull(pnl);
        var equity = new decimal[pnl.Count + 1];
        equity[0] = openingEquity;
        for (var period = 0; period < pnl.Count; period++)
        {
            equity[period + 1] = equity[period] + pnl[period];
        }

        return OfEquity(equity);
    }
}

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

/// <summary>The loss of a period that is exceeded only rarely.</summary>
public static class ValueAtRisk
{
    /// <summary>
    /// Returns −q, where q is the (1 − confidence) quantile of the P&amp;L as it was: historical simulation, no distribution assumed.
    /// </summary>
    /// <remarks>
    /// The quantile lies at h = (n − 1) × (1 − confidence) among the sorted values, counted from 0, and between two of them on the straight
    /// line. Sources: P. Jorion, Value at Risk (2007), for historical simulation; R. J. Hyndman and Y. Fan, Sample Quantiles in
    /// Statistical Packages, The American Statistician 50 (1996), definition 7, for the quantile.
    /// </remarks>
    /// <param name="pnl">The P&amp;L of each period, in one currency, in any order.</param>
    /// <param name="confidence">How often the loss is not exceeded, above 0 and below 1; 0.95 by default.</param>
    /// <returns>
    /// The loss, above zero, in the currency of the P&amp;L; below zero where even the worst periods gained. <see langword="null"/> for fewer than
    /// two values. With few values (20 at 95 %) it is not more than a guess between the two worst.
    /// </returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static double? Of(IReadOnlyList<decimal> pnl, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(pnl);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "It must be above 0 and below 1.");
        }

        if (pnl.Count < 2)
        {
            return null;
        }

        var sorted = pnl.Order().ToArray();
        var position = (sorted.Length - 1) * (1 - confidence);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var (low, high) = ((double)sorted[below], (double)sorted[above]);
        return 0 - (low + ((position - below) * (high - low)));
    }
}
