using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Layout;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Storage.Verification;
using TradeStore.Storage.Writing;

namespace TradeStore.Storage.Opening;

/// <summary>Opens a store: the lock, the database, the journal, then the replay of what the database lacks.</summary>
internal static class StoreOpening
{
    public static StoreParts Open(string path, StorageOptions options, Func<LiveContext, ILiveState>? makeLive)
    {
        var started = options.TimeProvider.GetTimestamp();
        CheckLibrary();
        var folder = new StoreFolder(Path.GetFullPath(path));
        var telemetry = new StoreTelemetry(options.Diagnostics.StoreName, options.Readers.SlowQuery, options.TimeProvider, options.LoggerFactory, options.MeterFactory);
        var parts = new StoreParts { Folder = folder, Telemetry = telemetry, Closed = options.Closed };
        try
        {
            ThrowIfUnnameable(folder);
            ThrowIfArchivedWithin(folder, options.Tiering.Archive);
            _ = FolderContents.HasStore(folder);
            Directory.CreateDirectory(folder.Root);
            parts.Lock = StoreLock.Take(folder, options.TimeProvider);
            var report = Open(parts, options.ObservedBy(telemetry), makeLive);
            parts.Report = report with { Duration = options.TimeProvider.GetElapsedTime(started) };
            telemetry.Opened(folder.Root, parts.Report);
            return parts;
        }
        catch (Exception exception)
        {
            // What cannot be closed is not why the store cannot be opened.
            new Disposal().Run(parts.Dispose);
            var described = Describe(folder, exception);
            telemetry.Logger.OpeningFailed(described, folder.Root);
            if (ReferenceEquals(described, exception))
            {
                throw;
            }

            throw described;
        }
    }

    // The engine takes what follows a question mark for options of a file, and puts its log elsewhere. Windows has none in names.
    private static void ThrowIfUnnameable(StoreFolder folder)
    {
        if (!OperatingSystem.IsWindows() && folder.Root.Contains('?', StringComparison.Ordinal))
        {
            throw new TradeStoreException(TradeStoreErrorCode.StoreInaccessible, $"The path '{folder.Root}' holds a question mark, which the engine cannot have in the name of a file. Take a folder without one.");
        }
    }

    // What lies in the store's folder and no segment names is taken out of the way.
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
        UnauthorizedAccessException or IOException or DuckDbException { ErrorType: DuckDBErrorType.OutOfMemory } => Inaccessible(folder, exception),
        DuckDbException failure when DiskErrors.IsDenied(failure) => Inaccessible(folder, exception),
        DuckDbException => new StoreCorruptException(
            $"The database file of the store '{folder.Root}' cannot be used: {exception.Message} The journal is untouched.", [exception.Message], exception),
        _ => exception,
    };

    private static TradeStoreException Inaccessible(StoreFolder folder, Exception exception) =>
        new(TradeStoreErrorCode.StoreInaccessible, $"The store '{folder.Root}' cannot be opened: {exception.Message}", exception);

    private static StoreOpenReport Open(StoreParts parts, StorageOptions options, Func<LiveContext, ILiveState>? makeLive)
    {
        var folder = parts.Folder;
        var isNew = !FolderContents.HasStore(folder);

        // Of a folder that is there the engine empties only what it has put there; one that it makes itself it removes with all that is in it.
        Directory.CreateDirectory(folder.Temporary);
        if (isNew)
        {
            WarmCreation.Run(folder, options);
        }

        var quarantine = new QuarantineFolder(folder.Quarantine, options.TimeProvider);
        using var recovery = new WarmRecovery(folder, options.Engine, options.TimeProvider);
        var database = parts.Database = recovery.Open(RecoveryMemory(options.Engine));
        var inspection = Inspect(parts, options, recovery, quarantine);
        using var schema = inspection.Schema;
        var (applied, findings) = (inspection.Applied, inspection.Findings);
        var catalog = parts.Catalog = new TableCatalog([.. schema.Declared, .. schema.Undeclared], schema.Precision);
        var markSetAside = OpenMark(parts, options, schema, findings, quarantine);
        CreateFolders(folder, schema.StoreId);
        var journal = parts.Journal = JournalLog.Open(inspection.Journal with { Mark = parts.Mark }, inspection.Scan);
        schema.Apply();
        journal.StartAfter(findings.Acknowledged);
        var lanes = parts.Lanes = new IngestLanes(options.Ingest, options.TimeProvider, () => parts.Applier?.Ring(), options.Telemetry);
        var maps = parts.Maps = new TierMaps();
        var readers = parts.Readers = new ReaderPool(options.Readers, options.TimeProvider, options.Telemetry);
        var tieringReaders = parts.TieringReaders = new ReaderPool(new ReaderOptions { Max = 2, WaitTimeout = TimeSpan.FromHours(1) }, options.TimeProvider);
        var barrier = parts.Barrier = new ReadBarrier(() => parts.Applier?.Ring());
        var writerRecovery = parts.Recovery = new WriterRecovery(folder, options, database, maps, journal, barrier, [readers, tieringReaders], lanes, catalog, parts.Mark);
        var databaseSequence = applied.Highest;
        var (batches, rows) = writerRecovery.Replay(journal.DurableSequence);
        List<QuarantinedFrame> refused = [.. writerRecovery.Quarantine.Taken];
        if (database.LogSize > 0 || rows > 0 || refused.Count > 0 || findings.Lost.Count > 0)
        {
            // What was replayed, from whichever log, is not to depend on that log a second time; and what is lost is not to be missed again.
            writerRecovery.Checkpoint();
        }

        schema.CatchUpWith(parts.Mark!);
        readers.Open(database);
        tieringReaders.Open(database);
        var sweep = new ColdSweep(folder, schema.StoreId, quarantine);
        var live = parts.Live = makeLive?.Invoke(new LiveContext(lanes[Lane.Trading], options.TimeProvider, catalog, options.Ingest.TimePrecision));
        IReadOnlyList<string> unread;
        using (var session = database.Connect())
        {
            sweep.Run(session, maps.Current, catalog, findings.IsFitting);
            unread = live?.Load(session, maps.Current) ?? [];
        }

        ColdFolders.RemoveEmpty(folder, catalog);

        parts.Applier = new Applier(writerRecovery, options);
        parts.Tiering = new TieringContext(folder, schema.StoreId, options, maps, catalog, tieringReaders, parts.Applier);
        parts.TieringRun = new TieringRun(parts.Tiering);
        parts.Verification = new StoreVerification(parts.Tiering);
        var damaged = ColdDamage.Known(maps.Current, catalog).Concat(unread).Distinct(StringComparer.Ordinal).ToList();
        new DamageRecord(parts.Tiering).WriteAsync().GetAwaiter().GetResult();
        parts.Gauges = new StoreGauges(parts, options, options.Telemetry!.Lag);
        parts.GroupCommit = new GroupCommit(journal, lanes, live?.Decisions, group => HandOver(parts, group, options.Writing.Reached), error => Fault(parts, error), options.Telemetry);
        options.Telemetry.Watch(parts.Gauges);
        return new StoreOpenReport
        {
            IsNew = isNew,
            DatabaseSequence = databaseSequence,
            JournalSequence = journal.ScanReport.LastSequence,
            ReplayedBatches = batches,
            ReplayedRows = rows,
            SetAside = [.. recovery.SetAside, .. markSetAside, .. journal.SetAside, .. sweep.SetAside],
            Findings =
            [
                .. recovery.Mended,
                .. recovery.Reason is { } reason ? [$"The engine's log was set aside: {reason}"] : Array.Empty<string>(),
                .. findings.Sentences,
                .. refused.Select(f => f.ToString()),
                .. sweep.Findings,
                .. damaged,
            ],
            Lost = [.. findings.Lost, .. refused.Select(f => new LostSequences(f.Sequence, f.Sequence))],
        };
    }

    // Looks at everything and decides; where the store is refused, its files are as they were.
    private static OpeningInspection Inspect(StoreParts parts, StorageOptions options, WarmRecovery recovery, QuarantineFolder quarantine)
    {
        try
        {
            return OpeningInspection.Run(parts, options, quarantine);
        }
        catch
        {
            parts.Database!.Dispose();
            parts.Database = null;
            recovery.PutBack();
            throw;
        }
    }

    // The mark says from now on that the store is open, before anything is written by this opening.
    private static List<string> OpenMark(StoreParts parts, StorageOptions options, SchemaOpening schema, OpeningFindings findings, QuarantineFolder quarantine)
    {
        var folder = parts.Folder;
        var (before, database) = (findings.Mark, schema.LoadProgress());
        var state = options.Journal.Durability == Durability.Os ? StoreMarkState.NotFlushed : StoreMarkState.None;
        var mark = new StoreMark(
            schema.StoreId, Math.Max(before?.Generation ?? 0, database.Generation) + 1, Math.Max(before?.Checkpoint ?? 0, database.Checkpoint), findings.Acknowledged, before?.LastFile ?? 0, MachineStart.Id, state);
        List<string> setAside = [];
        if (before is null)
        {
            setAside.AddRange(new[] { folder.Mark, folder.UnfinishedMark }.Where(Path.Exists).Select(path => quarantine.Take(path, "It is not this store's mark, or is damaged; another was made.")));
            StoreMarkFile.Create(folder.Mark, folder.UnfinishedMark, mark);
        }

        parts.Mark = StoreMarkFile.Open(folder.Mark, mark, exception => parts.Telemetry.MarkFailed(exception));
        return setAside;
    }

    // Replaying a log can need more memory than running; most of the machine is offered for it.
    private static long RecoveryMemory(EngineOptions options) =>
        options.RecoveryMemoryLimit ?? Math.Max(options.MemoryLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 6);

    private static void HandOver(StoreParts parts, IReadOnlyList<PendingWrite> group, Action<WritingStep>? reached)
    {
        reached?.Invoke(WritingStep.HandingOver);
        parts.Telemetry.Lag.Note(group[^1].Sequence, parts.Barrier!.Visible);
        parts.Applier!.HandOver(group);
        reached?.Invoke(WritingStep.HandedOver);
    }

    private static void Fault(StoreParts parts, StoreFaultedException error)
    {
        parts.Recovery!.Fault(error);
        parts.Applier!.Ring();
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

    private static void CreateFolders(StoreFolder folder, Guid storeId)
    {
        Directory.CreateDirectory(folder.Journal);
        Directory.CreateDirectory(folder.Cold);
        Directory.CreateDirectory(folder.StagingOf(storeId));
    }
}
