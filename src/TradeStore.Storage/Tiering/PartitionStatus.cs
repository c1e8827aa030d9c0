namespace TradeStore.Storage.Tiering;

/// <summary>How a partition lies.</summary>
public enum PartitionStatus
{
    /// <summary>Its rows lie as they came.</summary>
    Open = 0,

    /// <summary>It was laid down as a whole: clustered, counted and verified.</summary>
    Sealed,

    /// <summary>The same, and rows that came since lie beside it until they are merged.</summary>
    Unmerged,

    /// <summary>A file of it is damaged or missing; it cannot be read.</summary>
    Damaged,
}
