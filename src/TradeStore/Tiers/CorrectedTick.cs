namespace TradeStore.Tiers;

/// <summary>Where a tick is that a venue changed.</summary>
/// <param name="Exchange">Its exchange.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Time">Its time, microseconds since 1970 UTC.</param>
internal sealed record CorrectedTick(string Exchange, string Symbol, long Time);
