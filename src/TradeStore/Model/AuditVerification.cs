namespace TradeStore.Model;

/// <summary>What a check of the audit chain found.</summary>
/// <remarks>
/// The chain alone cannot show that its newest records were removed: keep <see cref="LastSequenceNumber"/> and <see cref="LastHash"/> outside
/// the store, and see that a later check still passes them.
/// </remarks>
/// <param name="RecordsChecked">The records that hold, from the first up to the break.</param>
/// <param name="Break">What is wrong; <see cref="AuditBreak.None"/> when the chain holds.</param>
/// <param name="FirstBroken">The sequence number at which the chain breaks first; <see langword="null"/> when it holds.</param>
/// <param name="LastSequenceNumber">The number of the last record that holds; 0 when there is none.</param>
/// <param name="LastHash">Its hash; <see langword="null"/> when there is none.</param>
public sealed record AuditVerification(long RecordsChecked, AuditBreak Break, long? FirstBroken, long LastSequenceNumber, string? LastHash)
{
    /// <summary>Gets a value indicating whether the chain holds from its first record to its last.</summary>
    public bool IsIntact => Break == AuditBreak.None;
}
