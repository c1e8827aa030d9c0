namespace TradeStore.Trading;

/// <summary>An amount as a fraction of the size of another.</summary>
internal static class Fraction
{
    /// <summary>Returns amount / |whole|; <see langword="null"/> where the whole is zero. 0.05 is 5 %.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="whole">The whole; negative where prices are.</param>
    public static double? Of(decimal amount, decimal whole) => whole == 0 ? null : (double)amount / (double)Math.Abs(whole);
}
