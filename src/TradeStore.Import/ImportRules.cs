namespace TradeStore.Import;

/// <summary>What an import does at a line it cannot read, or that the store refuses.</summary>
public enum DamagedLineRule
{
    /// <summary>Reports file, line and reason and stops that file, and only that file.</summary>
    Stop = 0,

    /// <summary>Leaves the line out, counts it, and goes on with the next.</summary>
    Skip,
}

/// <summary>What an import does with a value that has more decimals than its column holds (8; times: microseconds).</summary>
public enum ExcessDecimalsRule
{
    /// <summary>Takes the line as damaged: nothing is rounded in silence.</summary>
    Refuse = 0,

    /// <summary>Rounds half to even at the last decimal the column holds, and counts it.</summary>
    RoundToEven,
}
