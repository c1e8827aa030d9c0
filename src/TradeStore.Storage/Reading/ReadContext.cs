using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>What every read needs.</summary>
internal sealed record ReadContext(StoreFolder Folder, ReaderPool Pool, TierMaps Maps, ReadBarrier Barrier, JournalLog Journal, TableCatalog Catalog, IDamageLog Damages, ReaderOptions Options, TimeProvider Clock)
{
    /// <summary>Gets what observes the store's queries.</summary>
    public StoreTelemetry? Telemetry => Pool.Telemetry;

    /// <summary>Waits until a read may start by its consistency, and leases a reader.</summary>
    /// <param name="consistency">How much of what was acknowledged must be seen.</param>
    /// <param name="tables">The tables that are read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<ReaderLease> StartAsync(ReadConsistency consistency, IReadOnlyCollection<TableSchema> tables, CancellationToken cancellationToken) =>
        StartAsync(consistency, tables, Options.QueryTimeout, cancellationToken);

    /// <inheritdoc cref="StartAsync(ReadConsistency, IReadOnlyCollection{TableSchema}, CancellationToken)"/>
    /// <param name="consistency">How much of what was acknowledged must be seen.</param>
    /// <param name="tables">The tables that are read.</param>
    /// <param name="timeout">How long is waited for what was acknowledged.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<ReaderLease> StartAsync(ReadConsistency consistency, IReadOnlyCollection<TableSchema> tables, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (consistency == ReadConsistency.Latest)
        {
            await Barrier.WaitAsync(Journal.DurableSequence, tables, timeout, Clock, cancellationToken).ConfigureAwait(false);
        }

        return await Pool.LeaseAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Records which files were found damaged, so that they are that to the next process, too.</summary>
internal interface IDamageLog
{
    /// <summary>Records what was found and is not recorded yet; durable when the task completes, if the writer is well.</summary>
    public Task WriteAsync();
}
