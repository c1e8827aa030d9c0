namespace TradeStore.Storage.Reading;

/// <summary>The order in which a range is returned.</summary>
public enum ReadOrder
{
    /// <summary>
    /// By time; ticks of one symbol and time by their sequence numbers, those of different symbols as they came. Costs a sort only in
    /// partitions where rows came out of order.
    /// </summary>
    Time = 0,

    /// <summary>As stored, partition by partition: the cheapest, for aggregations that need no order.</summary>
    Stored,
}
