using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>An amount as a fraction of the size of another.</summary>
internal static class Fraction
{
    /// <summary>Returns amount / |whole|; <see langword="null"/> where the whole is zero. 0.05 is 5 %.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="whole">The whole; negative where prices are.</param>
    public static double? Of(decimal amount, decimal whole) => whole == 0 ? null : (double)amount / (double)Math.Abs(whole);
}

/// <summary>A round trip under way, and what is held by it.</summary>
/// <param name="Trade">The round trip.</param>
/// <param name="Value">The value of what is held, whichever the side; negative where prices are.</param>
internal sealed record Holding(Trade Trade, decimal Value)
{
    public bool IsLong => Trade.Side == PositionSide.Long;

    /// <summary>Gets the value, a short one below zero.</summary>
    public decimal Exposure => IsLong ? Value : -Value;

    /// <summary>Gets what was realised and what closing at the value would realise, less commissions and fees.</summary>
    public decimal NetPnl
    {
        get
        {
            var gain = Trade.ExitAmount + Value - Trade.Amount;
            return (IsLong ? gain : -gain) - Trade.Commission;
        }
    }
}
