namespace TradeStore.Model;

/// <summary>A position after a market price.</summary>
public sealed record MarkedPosition
{
    /// <summary>Gets the position as it is stored.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the unrealised P&amp;L as a fraction of the size of the cost basis: 0.05 is 5 %; <see langword="null"/> where that is zero.</summary>
    public double? UnrealizedPnlPct { get; init; }

    /// <summary>Gets a value indicating whether the price is at the trailing stop or beyond it: the bot has to close the position.</summary>
    public bool IsStopHit { get; init; }
}
