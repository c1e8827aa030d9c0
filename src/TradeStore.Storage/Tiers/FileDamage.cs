namespace TradeStore.Storage.Tiers;

/// <summary>What is wrong with a file.</summary>
/// <param name="Kind">What, in short.</param>
/// <param name="Reason">What, as the end of a sentence that begins with the file.</param>
internal sealed record FileDamage(FileDamageKind Kind, string Reason)
{
    /// <summary>Gets a value indicating whether another file lies there than was written. What is not there, or is not shown to us now, may come back by itself.</summary>
    public bool IsCertain => Kind is FileDamageKind.WrongSize or FileDamageKind.WrongChecksum;
}
