namespace TradeStore.Tiers.Cold;

/// <summary>What is wrong with a file.</summary>
/// <param name="Kind">What, in short.</param>
/// <param name="Reason">What, as the end of a sentence that begins with the file.</param>
internal sealed record FileDamage(FileDamageKind Kind, string Reason);
