namespace TradeStore.Storage.Tiering;

/// <summary>What is done to a partition as its data ages.</summary>
public enum TieringAction
{
    /// <summary>Its time is over: it is laid down clustered, in the database.</summary>
    Seal = 0,

    /// <summary>Rows that came late or corrected others are merged into it.</summary>
    Merge,

    /// <summary>It is older than its table stays warm: it becomes Parquet files.</summary>
    Export,

    /// <summary>Small files of it become fewer large ones.</summary>
    Compact,

    /// <summary>It is older than its details are kept: what stays is laid down anew.</summary>
    Reduce,

    /// <summary>Its files are copied to the archive.</summary>
    Archive,

    /// <summary>It is older than its table is kept: it is removed, after it was archived where there is an archive.</summary>
    Retain,

    /// <summary>Somebody asked for it: it comes back from files into the database.</summary>
    Restore,
}
