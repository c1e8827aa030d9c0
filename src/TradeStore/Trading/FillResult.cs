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
