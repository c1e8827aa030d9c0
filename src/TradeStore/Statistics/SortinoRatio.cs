namespace TradeStore.Statistics;

/// <summary>The Sortino ratio: mean excess return by what fell short of a target.</summary>
public static class SortinoRatio
{
    /// <summary>
    /// Returns (mean(r) − t) / d × √periods, where d = √(Σ min(0, r − t)² / n) over all n returns, also those above the target.
    /// </summary>
    /// <remarks>
    /// Source: F. A. Sortino and L. N. Price, Performance Measurement in a Downside Risk Framework, The Journal of Investing 3 (1994);
    /// annualised as <see cref="SharpeRatio"/> is.
    /// </remarks>
    /// <param name="returns">The return of each period, as a fraction: 0.01 is 1 %.</param>
    /// <param name="targetReturn">The return t that a period should reach; 0 by default.</param>
    /// <param name="periodsPerYear">The periods of a year; 252 trading days by default, 1 for a ratio that is not annualised.</param>
    /// <returns>The ratio; <see langword="null"/> for fewer than two returns, and where none falls short of the target.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite, or the periods are not above zero.</exception>
    public static double? Of(IReadOnlyList<double> returns, double targetReturn = 0, double periodsPerYear = Sample.TradingDays)
    {
        Sample.Check(returns, targetReturn, periodsPerYear);
        if (returns.Count < 2)
        {
            return null;
        }

        var mean = returns.Average(r => r - targetReturn);
        var squares = returns.Sum(r => Math.Min(0, r - targetReturn) * Math.Min(0, r - targetReturn));
        return Sample.Annualised(mean, Math.Sqrt(squares / returns.Count), returns, periodsPerYear);
    }
}
