namespace TradeStore.Storage.Journal;

/// <summary>A file in the journal's folder that is none of this journal's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it is not.</param>
/// <param name="StoreId">The store that it says it belongs to; null when it says nothing.</param>
internal sealed record JournalForeignFile(string Name, string Reason, Guid? StoreId = null);
