namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A change of where rows lie, and what there was before.</summary>
internal enum AgingMove
{
    /// <summary>What took rows is laid down.</summary>
    Seal = 0,

    /// <summary>Late rows are merged into what was laid down.</summary>
    Merge,

    /// <summary>What was laid down becomes files.</summary>
    Export,

    /// <summary>Late rows are merged into files.</summary>
    MergeFiles,

    /// <summary>Files, and late rows for them, come back into the database.</summary>
    Restore,
}
