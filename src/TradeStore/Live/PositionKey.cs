namespace TradeStore.Live;

/// <summary>What tells positions apart.</summary>
internal readonly record struct PositionKey(string BotId, string Exchange, string Symbol);
