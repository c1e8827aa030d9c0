namespace TradeStore.Docs.Tests;

public sealed record SymbolVolume(string Symbol, decimal Volume);
