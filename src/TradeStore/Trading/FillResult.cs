using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>The rows a fill leads to.</summary>
internal sealed record FillResult
{
    /// <summary>Gets the fill with what it realised.</summary>
    public required Execution Execution { get; init; }

    /// <summary>Gets the position after the fill.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the round trips that changed: one, or the closed and the opened one, in that order, when the position turned round.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }
}

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

/// <summary>An order and its fill, each as it stands after the other.</summary>
internal sealed record OrderFillResult
{
    /// <summary>Gets the order after the fill.</summary>
    public required Order Order { get; init; }

    /// <summary>Gets the fill, with what it takes from its order.</summary>
    public required Execution Execution { get; init; }
}
