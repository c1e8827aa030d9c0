namespace TradeStore.Import;

/// <summary>What an import does with a value that has more decimals than its column holds (8; times: microseconds).</summary>
public enum ExcessDecimalsRule
{
    /// <summary>Takes the line as damaged: nothing is rounded in silence.</summary>
    Refuse = 0,

    /// <summary>Rounds half to even at the last decimal the column holds, and counts it.</summary>
    RoundToEven,
}
