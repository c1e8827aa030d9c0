namespace TradeStore.Storage.Tiers;

/// <summary>What may happen to a segment.</summary>
internal enum SegmentState
{
    /// <summary>It takes rows: the newest of its partition.</summary>
    Open = 0,

    /// <summary>It took rows as they came, and takes no more.</summary>
    Closed,

    /// <summary>It was laid down as a whole: clustered, counted and verified.</summary>
    Sealed,

    /// <summary>Its file is not what was written; nothing is read from it.</summary>
    Damaged,
}
