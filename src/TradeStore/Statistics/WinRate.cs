namespace TradeStore.Statistics;

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
