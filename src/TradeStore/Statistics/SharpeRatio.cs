namespace TradeStore.Statistics;

/// <summary>The Sharpe ratio: mean excess return by its deviation.</summary>
public static class SharpeRatio
{
    /// <summary>
    /// Returns mean(r − f) / s × √periods, where s is the sample standard deviation of r − f (divided by n − 1).
    /// </summary>
    /// <remarks>
    /// Source: W. F. Sharpe, The Sharpe Ratio, The Journal of Portfolio Management 21 (1994), the ex-post ratio; annualised by the square
    /// root of the periods of a year, which holds for returns that do not depend on one another.
    /// </remarks>
    /// <param name="returns">The return of each period, as a fraction: 0.01 is 1 %.</param>
    /// <param name="riskFreeReturn">The return f of a period without risk; 0 by default.</param>
    /// <param name="periodsPerYear">The periods of a year; 252 trading days by default, 1 for a ratio that is not annualised.</param>
    /// <returns>The ratio; <see langword="null"/> for fewer than two returns, and where they do not deviate.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite, or the periods are not above zero.</exception>
    public static double? Of(IReadOnlyList<double> returns, double riskFreeReturn = 0, double periodsPerYear = Sample.TradingDays)
    {
        Sample.Check(returns, riskFreeReturn, periodsPerYear);
        if (returns.Count < 2)
        {
            return null;
        }

        var mean = returns.Average(r => r - riskFreeReturn);
        var squares = returns.Sum(r => (r - riskFreeReturn - mean) * (r - riskFreeReturn - mean));
        return Sample.Annualised(mean, Math.Sqrt(squares / (returns.Count - 1)), returns, periodsPerYear);
    }
}
