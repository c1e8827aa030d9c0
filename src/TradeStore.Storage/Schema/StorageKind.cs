namespace TradeStore.Storage.Schema;

/// <summary>How a column lies in a batch and in a journal frame; the numbers never change.</summary>
internal enum StorageKind : byte
{
    None = 0,

    /// <summary>One value of fixed width a row.</summary>
    Fixed = 1,

    /// <summary>A code a row into a dictionary of the batch: for text that repeats (symbols, venues).</summary>
    DictionaryText = 2,

    /// <summary>An end offset a row into the batch's bytes: for text that does not repeat.</summary>
    PlainText = 3,

    /// <summary>An end offset a row into codes of a dictionary.</summary>
    TextList = 4,
}
