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

/// <summary>What was gained for each unit that was lost.</summary>
public static class ProfitFactor
{
    /// <summary>Returns the sum of all gains / the sum of all losses.</summary>
    /// <remarks>Source: R. Pardo, The Evaluation and Optimization of Trading Strategies (2008): gross profit / gross loss.</remarks>
    /// <param name="pnl">The net P&amp;L of each round trip, or of each day, in one currency.</param>
    /// <returns>The factor, zero or more; <see langword="null"/> where nothing was lost.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="OverflowException">The sums leave the range of <see cref="decimal"/>.</exception>
    public static double? Of(IReadOnlyList<decimal> pnl)
    {
        ArgumentNullException.ThrowIfNull(pnl);
        var lost = -pnl.Where(p => p < 0).Sum();
        return lost == 0 ? null : (double)pnl.Where(p => p > 0).Sum() / (double)lost;
    }
}

/// <summary>How many round trips gained.</summary>
public static class WinRate
{
    /// <summary>Returns those above zero / all: a fraction, 0.6 is 60 %. What broke even counts, but not as won.</summary>
    /// <remarks>Source: V. K. Tharp, Trade Your Way to Financial Freedom (2006): the percentage of winning trades.</remarks>
    /// <param name="pnl">The net P&amp;L of each round trip, or of each day.</param>
    /// <returns>The fraction, 0 to 1; <see langword="null"/> without values.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    public static double? Of(IReadOnlyList<decimal> pnl)
    {
        ArgumentNullException.ThrowIfNull(pnl);
        return pnl.Count == 0 ? null : (double)pnl.Count(p => p > 0) / pnl.Count;
    }
}
