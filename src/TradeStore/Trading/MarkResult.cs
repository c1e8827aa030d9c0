using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>A position after a market price.</summary>
internal sealed record MarkResult
{
    /// <summary>Gets the position after the price.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the unrealised P&amp;L as a fraction of the size of the cost basis: 0.05 is 5 %; <see langword="null"/> where that is zero.</summary>
    public required double? UnrealizedPnlPct { get; init; }

    /// <summary>Gets a value indicating whether the price is at the trailing stop or beyond it.</summary>
    public required bool IsStopHit { get; init; }
}
