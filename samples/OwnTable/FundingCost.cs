namespace OwnTable;

/// <summary>What holding one long contract of a symbol cost: a row of the question in <see cref="Questions"/>.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Payments">How often funding was paid.</param>
/// <param name="MeanRate">The mean rate, a fraction of the notional.</param>
/// <param name="Paid">The sum of rate × price over all payments, in quote currency; negative when it was received.</param>
internal sealed record FundingCost(string Symbol, long Payments, double MeanRate, decimal Paid);
