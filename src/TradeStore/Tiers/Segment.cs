using TradeStore.Schema;

namespace TradeStore.Tiers;

/// <summary>A part of a partition: one DuckDB table.</summary>
/// <param name="Id">The number the manifest knows the segment by.</param>
/// <param name="Table">The logical table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Location">The DuckDB table, as SQL names it.</param>
/// <param name="IsTimeOrdered">Whether each row came with a time no earlier than the one before, so that a scan needs no sort.</param>
internal sealed record Segment(long Id, TableSchema Table, Partition Partition, string Location, bool IsTimeOrdered);
