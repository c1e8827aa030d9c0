using TradeStore.Configuration;
using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Ingest;
using TradeStore.Journal;
using TradeStore.Live;
using TradeStore.Reading;
using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiering;
using TradeStore.Tiers.Cold;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;
using TradeStore.Verification;
using TradeStore.Writing;

namespace TradeStore.Opening;

/// <summary>Opens a store: the lock, the database, the journal, then the replay of what the database lacks.</summary>
internal static class StoreOpening
{
    public static StoreParts Open(string path, StoreOptions options)
    {
        var started = options.TimeProvider.GetTimestamp();
        CheckLibrary();
        var folder = new StoreFolder(Path.GetFullPath(path));
        var telemetry = new StoreTelemetry(options);
        var parts = new StoreParts { Folder = folder, Telemetry = telemetry };
        try
        {
            ThrowIfArchivedWithin(folder, options.Tiering.Archive);
            CreateFolders(folder);
            parts.Lock = StoreLock.Take(folder, options.TimeProvider);
            var report = Open(parts, options.ObservedBy(telemetry));
            report = report with { Duration = options.TimeProvider.GetElapsedTime(started) };
            telemetry.Opened(folder.Root, report);
            return parts with { Report = report };
        }
        catch (Exception exception)
        {
            parts.Dispose();
            var described = Describe(folder, exception);
            telemetry.Logger.OpeningFailed(described, folder.Root);
            if (ReferenceEquals(described, exception))
            {
                throw;
            }

            throw described;
        }
    }

    // What lies in the store's folder and no segment names is swept.
    private static void ThrowIfArchivedWithin(StoreFolder folder, string? archive)
    {
        if (archive is not null && !Path.GetRelativePath(folder.Root, Path.GetFullPath(archive)).StartsWith("..", StringComparison.Ordinal)
            && !Path.IsPathRooted(Path.GetRelativePath(folder.Root, Path.GetFullPath(archive))))
        {
            throw new InvalidConfigurationException([$"Tiering.Archive is '{archive}'; it must lie outside the store's folder '{folder.Root}'."]);
        }
    }

    private static Exception Describe(StoreFolder folder, Exception exception) => exception switch
    {
        TradeStoreException => exception,
        _ when DiskErrors.IsFull(exception) => new DiskFullException($"The disk has no room to open the store '{folder.Root}'.", exception),
        UnauthorizedAccessException or IOException or DuckDbException { ErrorType: DuckDbErrorType.OutOfMemory } => new TradeStoreException(
            TradeStoreErrorCode.StoreInaccessible, $"The store '{folder.Root}' cannot be opened: {exception.Message}", exception),
        DuckDbException => new StoreCorruptException(
            $"The database file of the store '{folder.Root}' cannot be used: {exception.Message} The journal is untouched.", [exception.Message], exception),
        _ => exception,
    };

    private static StoreOpenReport Open(StoreParts parts, StoreOptions options)
    {
        var folder = parts.Folder;
        List<TableSchema> declared = [.. BuiltInTables.All, .. options.Tables];
        var isNew = WarmCreation.Ensure(folder, options, declared);
        var recovery = new WarmRecovery(folder, options.Engine, options.TimeProvider);
        var database = parts.Database = recovery.Open(RecoveryMemory(options.Engine));
        using var schema = SchemaOpening.Inspect(database, recovery, declared, options);
        var catalog = parts.Catalog = new TableCatalog([.. declared, .. schema.Undeclared]);
        var applied = schema.LoadApplied();
        var journal = parts.Journal = JournalLog.Open(Settings(folder, options, schema.StoreId, applied.Highest));
        var findings = new JournalFindings(journal.ScanReport, applied);
        findings.ThrowIfLost(options.OnDamage);
        schema.Apply();
        journal.StartAfter(applied.Highest);
        var lanes = parts.Lanes = new IngestLanes(options.Ingest, options.TimeProvider, () => parts.Applier?.Ring(), options.Telemetry);
        var maps = parts.Maps = new TierMaps();
        var readers = parts.Readers = new ReaderPool(options.Readers, options.TimeProvider, options.Telemetry);
        var tieringReaders = parts.TieringReaders = new ReaderPool(new ReaderOptions { Max = 2, WaitTimeout = TimeSpan.FromHours(1) }, options.TimeProvider);
        var barrier = parts.Barrier = new ReadBarrier(() => parts.Applier?.Ring());
        var writerRecovery = parts.Recovery = new WriterRecovery(folder, options, database, maps, journal, barrier, [readers, tieringReaders], lanes, catalog);
        var databaseSequence = applied.Highest;
        var (batches, rows) = writerRecovery.Replay(journal.DurableSequence);
        if (database.LogSize > 0 || rows > 0)
        {
            // What was replayed, from whichever log, is not to depend on that log a second time.
            writerRecovery.Checkpoint();
        }

        readers.Open(database);
        tieringReaders.Open(database);
        ColdFiles.Sweep(folder, maps.Current, catalog);
        ColdFolders.RemoveEmpty(folder, catalog);
        var live = parts.Live = new LiveState(lanes[Lane.Trading], options.TimeProvider, options.Ingest.TimePrecision);
        IReadOnlyList<string> unread;
        using (var session = database.Connect())
        {
            unread = new LiveLoading(session, maps.Current).Load(live);
        }

        parts.Applier = new Applier(writerRecovery, options);
        parts.Tiering = new TieringContext(folder, options, maps, catalog, tieringReaders, parts.Applier);
        parts.TieringRun = new TieringRun(parts.Tiering);
        parts.Verification = new StoreVerification(parts.Tiering);
        var damaged = ColdDamage.Known(maps.Current, catalog).Concat(unread).Distinct(StringComparer.Ordinal).ToList();
        new DamageRecord(parts.Tiering).WriteAsync().GetAwaiter().GetResult();
        parts.Gauges = new StoreGauges(parts, options, options.Telemetry!.Lag);
        parts.GroupCommit = new GroupCommit(journal, lanes, live.Gate, group => HandOver(parts, group), options.Telemetry);
        options.Telemetry.Watch(parts.Gauges);
        return new StoreOpenReport
        {
            IsNew = isNew,
            DatabaseSequence = databaseSequence,
            JournalSequence = journal.ScanReport.LastSequence,
            ReplayedBatches = batches,
            ReplayedRows = rows,
            SetAside = recovery.SetAside,
            Findings = [.. recovery.Reason is { } reason ? [$"The engine's log was set aside: {reason}"] : Array.Empty<string>(), .. findings.Sentences, .. damaged],
            Lost = findings.Lost,
        };
    }

    // Replaying a log can need more memory than running; most of the machine is offered for it.
    private static long RecoveryMemory(EngineOptions options) =>
        options.RecoveryMemoryLimit ?? Math.Max(options.MemoryLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 6);

    private static void HandOver(StoreParts parts, IReadOnlyList<PendingWrite> group)
    {
        parts.Telemetry.Lag.Note(group[^1].Sequence, parts.Barrier!.Visible);
        parts.Applier!.HandOver(group);
    }

    private static void CheckLibrary()
    {
        try
        {
            _ = DuckDbLibrary.Version;
        }
        catch (DuckDbLibraryException exception)
        {
            throw new TradeStoreException(TradeStoreErrorCode.NativeLibrary, exception.Message, exception);
        }
    }

    private static void CreateFolders(StoreFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        Directory.CreateDirectory(folder.Journal);
        Directory.CreateDirectory(folder.Temporary);
        Directory.CreateDirectory(folder.Cold);
        Directory.CreateDirectory(folder.Staging);
    }

    private static JournalSettings Settings(StoreFolder folder, StoreOptions options, Guid storeId, long acknowledged) => new()
    {
        Folder = folder.Journal,
        Storage = options.Journal.Storage,
        StoreId = storeId,
        AcknowledgedAtLeast = acknowledged,
        SegmentBytes = options.Journal.SegmentSize,
        Durability = options.Journal.Durability == Durability.Fsync ? JournalDurability.Fsync : JournalDurability.Os,
        RetentionAge = options.Journal.RetentionTime,
        RetentionBytes = options.Journal.RetentionSize,
        TimeProvider = options.TimeProvider,
    };
}
