namespace TradeStore.Tests.Trading;

/// <summary>What one fill brought to a round trip.</summary>
internal sealed record ReferenceLeg(decimal Quantity, decimal Notional, decimal Charges);
