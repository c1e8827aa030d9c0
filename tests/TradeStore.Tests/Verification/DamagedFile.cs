namespace TradeStore.Tests.Verification;

/// <summary>What may happen to a file of which nobody takes notice.</summary>
public enum DamagedFile
{
    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>Its end is gone.</summary>
    Truncated,

    /// <summary>It is there and empty.</summary>
    Empty,

    /// <summary>Its length is right and its footer is garbage.</summary>
    GarbageAtTheEnd,

    /// <summary>A file of another table lies in its place.</summary>
    OfAnotherTable,

    /// <summary>A file of the same table's other day lies in its place, with the same length.</summary>
    OfAnotherDay,

    /// <summary>One bit in the middle of it is another.</summary>
    FlippedBit,
}
