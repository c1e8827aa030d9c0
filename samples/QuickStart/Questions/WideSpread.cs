namespace QuickStart.Questions;

/// <summary>The widest quote of a symbol within a minute.</summary>
internal sealed record WideSpread(string Exchange, string Symbol, DateTime QuotedAt, decimal Bid, decimal Ask, double BasisPoints);
