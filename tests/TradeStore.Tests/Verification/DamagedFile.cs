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

    /// <summary>Bytes follow its end.</summary>
    Appended,

    /// <summary>Another store's file of the same table, partition and number lies in its place, with the same length and rows.</summary>
    OfAnotherStore,

    /// <summary>A folder stands in its place.</summary>
    Folder,

    /// <summary>A link stands in its place that leads nowhere.</summary>
    DanglingLink,

    /// <summary>A link stands in its place that leads to itself.</summary>
    LinkToItself,

    /// <summary>A link stands in its place that leads to the file, which somebody moved elsewhere.</summary>
    Link,

    /// <summary>A link stands in the place of its folder, which somebody moved elsewhere.</summary>
    LinkedFolder,

    /// <summary>One bit in the middle of its values is another.</summary>
    FlippedBit,
}
