using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>The order in which the changes of one order came.</summary>
internal static class OrderEventOrder
{
    /// <summary>Sorts the events of one order.</summary>
    /// <remarks>
    /// Times alone do not tell: the fills of one batch have the same, and a clock may be set back. What is filled, how far the status has come
    /// and how often sending was tried never go back.
    /// </remarks>
    public static async Task<IReadOnlyList<OrderEvent>> SortAsync(Task<IReadOnlyList<OrderEvent>> events) =>
    [
        .. (await events.ConfigureAwait(false))
            .OrderBy(e => e.FilledQuantity).ThenBy(e => Stage(e.ToStatus)).ThenBy(e => e.FromStatus is not null).ThenBy(e => e.RetryCount).ThenBy(e => e.Timestamp),
    ];

    private static int Stage(OrderStatus status) => status switch
    {
        OrderStatus.Pending => 0,
        OrderStatus.Submitted => 1,
        OrderStatus.Partial => 2,
        _ => 3,
    };
}
