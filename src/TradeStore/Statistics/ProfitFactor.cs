namespace TradeStore.Statistics;

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
