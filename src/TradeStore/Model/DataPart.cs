namespace TradeStore.Model;

/// <summary>What was read of one partition: how many rows, and a hash of what they say.</summary>
/// <param name="Table">The table, by its SQL name.</param>
/// <param name="Partition">The partition: a UTC day (<c>20240305</c>) or month (<c>202403</c>).</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="ContentHash">The hash of the rows, whatever their order: 32 hexadecimal digits. <c>docs/backtests.md</c> describes it.</param>
/// <param name="Segments">The numbers of the segments in which the rows lay then. They say nothing about the rows: rows move from segment to segment.</param>
public sealed record DataPart(string Table, string Partition, long Rows, string ContentHash, IReadOnlyList<long> Segments);
