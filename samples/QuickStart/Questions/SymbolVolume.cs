namespace QuickStart.Questions;

/// <summary>What was traded of a symbol.</summary>
internal sealed record SymbolVolume(string Exchange, string Symbol, long Trades, decimal Volume, double Vwap, decimal Low, decimal High);
