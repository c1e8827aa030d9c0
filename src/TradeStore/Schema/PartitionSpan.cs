namespace TradeStore.Schema;

/// <summary>How much time one partition covers, by UTC.</summary>
internal enum PartitionSpan
{
    Day = 0,
    Month,
}
