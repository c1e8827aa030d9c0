namespace TradeStore.Import;

/// <summary>What an import does at a line it cannot read, or that the store refuses.</summary>
public enum DamagedLineRule
{
    /// <summary>Reports file, line and reason and stops that file, and only that file.</summary>
    Stop = 0,

    /// <summary>Leaves the line out, counts it, and goes on with the next.</summary>
    Skip,
}
