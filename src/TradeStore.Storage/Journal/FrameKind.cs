namespace TradeStore.Storage.Journal;

/// <summary>What a frame of the journal says. A reader hands on kinds it does not know.</summary>
internal enum FrameKind : byte
{
    /// <summary>Not a frame.</summary>
    None = 0,

    /// <summary>Rows for one table.</summary>
    Append = 1,

    /// <summary>Rows for several tables, which count together or not at all.</summary>
    Transaction = 2,
}
