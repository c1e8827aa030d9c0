namespace TradeStore.Model;

/// <summary>What became of a signal.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Outcome">What: win, loss or break even for one that was executed, expired for one that was not, rejected for either.</param>
public sealed record SignalOutcomeChange(Guid SignalId, SignalOutcome Outcome);

/// <summary>The order or the round trip that a signal became; at least one of the two is given.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="OrderId">The order.</param>
/// <param name="TradeId">The round trip.</param>
/// <param name="At">When: UTC; now when left out.</param>
public sealed record SignalExecution(Guid SignalId, Guid? OrderId = null, Guid? TradeId = null, DateTime? At = null);
