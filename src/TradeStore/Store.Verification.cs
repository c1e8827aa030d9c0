using TradeStore.Storage.Verification;

namespace TradeStore;

/// <content>Whether data is what was written.</content>
public partial class Store
{
    /// <summary>
    /// Checks that the store holds what was written, beside reads, writes and tiering. A Parquet file that is damaged is moved to <c>quarantine/</c> with the reason beside it; from then
    /// on reads of its partition fail with <see cref="Storage.Errors.StoreCorruptException"/>, and everything else stays readable. <c>docs/verification.md</c> says what is found and what is done.
    /// </summary>
    /// <param name="level">How much is looked at.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it; what was found and moved until then stays moved.</param>
    /// <exception cref="Storage.Errors.TradeStoreException">The engine failed meanwhile and is being opened again (<see cref="Storage.Errors.TradeStoreErrorCode.EngineReopening"/>).</exception>
    public virtual Task<VerificationReport> VerifyAsync(VerificationLevel level, IProgress<VerificationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _storage.VerifyAsync(level, progress, cancellationToken);

    /// <summary>
    /// Takes every Parquet file that is damaged or missing back from the archive (<c>Tiering.Archive</c>), where it is what was written; one that somebody has put back in its place is
    /// taken, too. For each file the report says what became of it.
    /// </summary>
    /// <remarks>Ids and open trades of a table that were not loaded because of the damage are known when the store is opened the next time.</remarks>
    /// <param name="cancellationToken">Ends it between two files, or gives up the one that is being copied.</param>
    /// <exception cref="Storage.Errors.DiskFullException">The store's disk has no room for a file.</exception>
    public virtual Task<RepairReport> RepairAsync(CancellationToken cancellationToken = default) => _storage.RepairAsync(cancellationToken);
}
