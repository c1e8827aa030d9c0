namespace TradeStore.Reading;

/// <summary>The order in which a range is returned.</summary>
public enum ReadOrder
{
    /// <summary>By time, then sequence number. Costs a sort only where rows were stored out of order.</summary>
    Time = 0,

    /// <summary>As stored, partition by partition: the cheapest, for aggregations that need no order.</summary>
    Stored,
}
