namespace TradeStore.Storage.Journal;

/// <summary>What an acknowledged frame survives.</summary>
internal enum JournalDurability
{
    /// <summary>A power cut: every group is flushed to the disk.</summary>
    Fsync = 0,

    /// <summary>A killed process: groups are handed to the operating system and not flushed.</summary>
    Os = 1,
}
