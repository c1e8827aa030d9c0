namespace TradeStore.CrashTests.Damages;

/// <summary>A moment of a store's life: what lay in its folder then, and how far it had acknowledged.</summary>
/// <param name="Folder">The copy of the folder.</param>
/// <param name="Sequence">The last sequence number acknowledged.</param>
internal sealed record Moment(string Folder, long Sequence);
