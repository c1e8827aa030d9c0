namespace TradeStore.Storage.Opening;

/// <summary>Acknowledged batches that no copy holds any more.</summary>
/// <param name="From">The first sequence number.</param>
/// <param name="To">The last sequence number; <see cref="long.MaxValue"/> where nothing is left that says how far the store had come.</param>
public sealed record LostSequences(long From, long To);
