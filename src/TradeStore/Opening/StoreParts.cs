using TradeStore.Diagnostics;
using TradeStore.Ingest;
using TradeStore.Journal;
using TradeStore.Live;
using TradeStore.Reading;
using TradeStore.Schema.Tables;
using TradeStore.Tiering;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;
using TradeStore.Verification;
using TradeStore.Writing;

namespace TradeStore.Opening;

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

    public LiveState? Live { get; set; }

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

    /// <summary>Closes everything; what is queued is journalled, and what is journalled is applied before.</summary>
    public void Dispose()
    {
        TieringRun?.Dispose();
        Verification?.Dispose();
        Lanes?.Close(new ObjectDisposedException(typeof(Store).FullName));
        GroupCommit?.Dispose();
        Applier?.Dispose();
        if (Recovery is null)
        {
            Database?.Dispose();
        }

        Recovery?.Dispose();
        Readers?.Dispose();
        TieringReaders?.Dispose();
        Lanes?.Dispose();
        Journal?.Dispose();
        Mark?.Dispose();
        Lock?.Dispose();
        Telemetry.Dispose();
    }
}
