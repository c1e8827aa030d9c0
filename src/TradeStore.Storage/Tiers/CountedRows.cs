namespace TradeStore.Storage.Tiers;

/// <summary>The rows of a segment as a read has counted them; those in memory are not among them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="First">The time of the first, in microseconds since 1970; 0 when there are none.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Applied">The sequence number up to which the snapshot held the table's rows.</param>
internal sealed record CountedRows(long Rows, long First, long Last, long Bytes, long Applied);
