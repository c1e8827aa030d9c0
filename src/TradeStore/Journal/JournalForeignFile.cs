namespace TradeStore.Journal;

/// <summary>A file in the journal's folder that is none of this journal's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it is not.</param>
internal sealed record JournalForeignFile(string Name, string Reason);
