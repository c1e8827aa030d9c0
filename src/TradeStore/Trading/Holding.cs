using TradeStore.Model;

namespace TradeStore.Trading;

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
