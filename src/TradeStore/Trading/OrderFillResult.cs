using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>An order and its fill, each as it stands after the other.</summary>
internal sealed record OrderFillResult
{
    /// <summary>Gets the order after the fill.</summary>
    public required Order Order { get; init; }

    /// <summary>Gets the fill, with what it takes from its order.</summary>
    public required Execution Execution { get; init; }
}
