namespace TradeStore.Storage.Schema;

/// <summary>How much time one partition covers, by UTC.</summary>
public enum PartitionSpan
{
    /// <summary>A UTC day.</summary>
    Day = 0,

    /// <summary>A UTC month.</summary>
    Month,
}
