namespace TradeStore.Statistics;

/// <summary>How far an equity fell from its peaks.</summary>
/// <remarks>
/// Source: C. R. Bacon, Practical Portfolio Performance Measurement and Attribution (2008): the maximum drawdown is the largest
/// fall from a peak to a later low, the average drawdown the mean of the deepest fall of each drawdown. A drawdown begins below a peak and
/// ends when the peak is reached again; the last one may be under way.
/// </remarks>
public sealed record Drawdown
{
    /// <summary>Gets the largest fall, in the currency of the equity, zero or more.</summary>
    public required decimal MaxAmount { get; init; }

    /// <summary>
    /// Gets the largest fall as a fraction of its peak, 0.2 is 20 %; another one than that of <see cref="MaxAmount"/> perhaps.
    /// <see langword="null"/> where no peak is above zero.
    /// </summary>
    public required double? MaxFraction { get; init; }

    /// <summary>Gets the mean of the deepest fall of each drawdown, in the currency of the equity; zero where there was none.</summary>
    public required decimal AverageAmount { get; init; }

    /// <summary>Returns the drawdowns of a series.</summary>
    /// <param name="equity">The equity at the end of each period, oldest first; or a cumulated P&amp;L, for the amounts.</param>
    /// <returns>The drawdowns; <see langword="null"/> without values.</returns>
    /// <exception cref="ArgumentNullException">The series is <see langword="null"/>.</exception>
    /// <exception cref="OverflowException">The falls leave the range of <see cref="decimal"/>.</exception>
    public static Drawdown? Of(IReadOnlyList<decimal> equity)
    {
        ArgumentNullException.ThrowIfNull(equity);
        if (equity.Count == 0)
        {
            return null;
        }

        var peak = equity[0];
        var depth = 0m;
        var depths = new List<decimal>();
        double? fraction = null;
        foreach (var value in equity)
        {
            if (value >= peak)
            {
                AddTo(depths, depth);
                (peak, depth) = (value, 0);
            }

            depth = Math.Max(depth, peak - value);
            if (peak > 0)
            {
                fraction = Math.Max(fraction ?? 0, (double)(peak - value) / (double)peak);
            }
        }

        AddTo(depths, depth);
        return new Drawdown
        {
            MaxAmount = depths.Count == 0 ? 0 : depths.Max(),
            MaxFraction = fraction,
            AverageAmount = depths.Count == 0 ? 0 : decimal.Round(depths.Average(), 8, MidpointRounding.ToEven),
        };
    }

    private static void AddTo(List<decimal> depths, decimal depth)
    {
        if (depth > 0)
        {
            depths.Add(depth);
        }
    }
}
