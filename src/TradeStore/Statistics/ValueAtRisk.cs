namespace TradeStore.Statistics;

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
