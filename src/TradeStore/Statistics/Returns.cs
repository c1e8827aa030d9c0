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
