namespace TradeStore.Storage.Tiering;

/// <summary>What is being done to a partition.</summary>
public enum TieringStage
{
    /// <summary>Its rows are counted, and cut into slices.</summary>
    Planning = 0,

    /// <summary>They are sorted and written.</summary>
    Writing,

    /// <summary>What was written is read back and compared.</summary>
    Verifying,

    /// <summary>Files are copied to the archive.</summary>
    Archiving,

    /// <summary>The step is done.</summary>
    Done,
}
