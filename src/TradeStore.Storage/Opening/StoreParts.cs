using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Storage.Verification;
using TradeStore.Storage.Writing;

namespace TradeStore.Storage.Opening;

/// <summary>What an open store consists of; closed in the order in which rows flow, whatever of it was opened.</summary>
internal sealed record StoreParts : IDisposable
{
    public required StoreFolder Folder { get; init; }

    public required StoreTelemetry Telemetry { get; init; }

    public StoreOpenReport Report { get; set; } = new();

    public StoreLock? Lock { get; set; }

    public WarmDatabase? Database { get; set; }

    public JournalLog? Journal { get; set; }

    public StoreMarkFile? Mark { get; set; }

    public TableCatalog? Catalog { get; set; }

    public IngestLanes? Lanes { get; set; }

    public ILiveState? Live { get; set; }

    public TierMaps? Maps { get; set; }

    public ReaderPool? Readers { get; set; }

    /// <summary>Gets the connections of tiering.</summary>
    public ReaderPool? TieringReaders { get; set; }

    public TieringContext? Tiering { get; set; }

    public TieringRun? TieringRun { get; set; }

    public StoreVerification? Verification { get; set; }

    public ReadBarrier? Barrier { get; set; }

    public WriterRecovery? Recovery { get; set; }

    public Applier? Applier { get; set; }

    public GroupCommit? GroupCommit { get; set; }

    public StoreGauges? Gauges { get; set; }

    /// <summary>Gets what is called when a part has been closed, with its name; for tests.</summary>
    public Action<string>? Closed { get; init; }

    /// <summary>
    /// Closes everything; what is queued is journalled, and what is journalled is applied before. First whoever waits is told to stop, so
    /// that no part waits for one that waits itself.
    /// </summary>
    /// <exception cref="Exception">The first failure of a part; every part was closed all the same.</exception>
    public void Dispose()
    {
        var disposal = new Disposal();
        disposal.Run(() => TieringRun?.StopWaiting());
        disposal.Run(() => Verification?.StopWaiting());
        disposal.Run(() => Lanes?.Close(StoreClosed.Error()));
        disposal.Run(() => Recovery?.StopWaiting());
        Close(nameof(TieringRun), TieringRun);
        Close(nameof(Verification), Verification);
        Close(nameof(GroupCommit), GroupCommit);
        Close(nameof(Applier), Applier);
        Close(nameof(Database), Recovery is null ? Database : null);
        Close(nameof(Recovery), Recovery);
        Close(nameof(Readers), Readers);
        Close(nameof(TieringReaders), TieringReaders);
        Close(nameof(Lanes), Lanes);
        Close(nameof(Journal), Journal);
        Close(nameof(Mark), Mark);
        disposal.Run(() => WhenEnded(Readers, () => WhenEnded(TieringReaders, () => Close(nameof(Lock), Lock))));
        Close(nameof(Telemetry), Telemetry);
        disposal.ThrowIfFailed();

        void Close(string name, IDisposable? part) => disposal.Run(() =>
        {
            part?.Dispose();
            Closed?.Invoke(name);
        });

        // The database file is held as long as a statement runs, however long ago the store was closed.
        static void WhenEnded(ReaderPool? readers, Action action)
        {
            if (readers is null)
            {
                action();
            }
            else
            {
                readers.WhenEnded(action);
            }
        }
    }
}
