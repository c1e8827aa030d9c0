namespace TradeStore.Model;

/// <summary>A partition in which two fingerprints differ.</summary>
/// <param name="Table">The table, by its SQL name.</param>
/// <param name="Partition">The partition: a UTC day or month.</param>
/// <param name="Before">What the first fingerprint has; <see langword="null"/> when it read no row there.</param>
/// <param name="After">What the second one has; <see langword="null"/> when it read no row there.</param>
public sealed record DataDifference(string Table, string Partition, DataPart? Before, DataPart? After);
