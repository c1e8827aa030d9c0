using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.AdHoc;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Verification;

namespace TradeStore.Storage;

/// <summary>A durable, tiered store for the tables that its options declare: one folder, opened by one process, shared by all of its threads.</summary>
/// <remarks>A write is durable when its task completes; a read that starts after that sees it. Dispose the store to close it cleanly.</remarks>
public sealed partial class TableStore : IAsyncDisposable, IDisposable
{
    private readonly StoreParts _parts;
    private readonly StorageOptions _options;
    private readonly AdHocQuery _adHoc;
    private VanishingFolder? _vanishing;
    private int _isDisposed;

    private TableStore(StoreParts parts, StorageOptions options)
    {
        _parts = parts;
        _options = options;
        Reading = new ReadContext(parts.Folder, parts.Readers!, parts.Maps!, parts.Barrier!, parts.Journal!, parts.Catalog!, new DamageRecord(parts.Tiering!), options.Readers, options.TimeProvider);
        _adHoc = new AdHocQuery(Reading);
        Tiering = new StoreTiering(parts.Tiering!, parts.TieringRun!, Reading);
    }

    /// <summary>Gets the folder the store lies in.</summary>
    public string Path => _parts.Folder.Root;

    /// <summary>Gets what opening found and recovered.</summary>
    public StoreOpenReport OpenReport => _parts.Report;

    /// <summary>Gets how data ages: where each partition lies, what is due, and doing it.</summary>
    public StoreTiering Tiering { get; }

    /// <summary>Gets what the store consists of.</summary>
    internal StoreParts Parts => _parts;

    /// <summary>Gets how writes are taken in.</summary>
    internal IngestOptions Ingest => _options.Ingest;

    /// <summary>Gets what reads need.</summary>
    internal ReadContext Reading { get; }

    /// <summary>Opens the store in a folder, making it when it is missing, and recovers what a crash left unfinished.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How, and with which tables (<see cref="StorageOptions.Tables"/>).</param>
    /// <param name="cancellationToken">Stops before opening starts; a recovery that has begun is finished.</param>
    /// <exception cref="InvalidConfigurationException">Options are out of range; the message names each.</exception>
    /// <exception cref="StoreInUseException">Another process, or this one, has the store open; the error names the holder.</exception>
    /// <exception cref="StoreCorruptException">Acknowledged data is damaged in every copy; the error says what is lost and what survived.</exception>
    /// <exception cref="TradeStoreException">The folder cannot be used, libduckdb is missing or too old, or the store is of a newer version.</exception>
    public static Task<TableStore> OpenAsync(string path, StorageOptions options, CancellationToken cancellationToken = default) =>
        OpenAsync(path, options, makeLive: null, cancellationToken);

    /// <summary>
    /// Opens a new, empty store that vanishes when it is disposed: for tests and trials. It is a store like any other, in a folder of its own
    /// among the system's temporary files; what a killed process left there is removed by the next call.
    /// </summary>
    /// <param name="options">How, and with which tables; their path does not count.</param>
    /// <param name="cancellationToken">Stops before opening starts.</param>
    /// <exception cref="InvalidConfigurationException">Options are out of range; the message names each.</exception>
    /// <exception cref="TradeStoreException">The temporary folder cannot be used, or libduckdb is missing or too old.</exception>
    public static Task<TableStore> OpenTemporaryAsync(StorageOptions options, CancellationToken cancellationToken = default) =>
        OpenTemporaryAsync(options, makeLive: null, cancellationToken);

    /// <summary>Opens a store whose writes are decided by a layer above.</summary>
    internal static async Task<TableStore> OpenAsync(string path, StorageOptions options, Func<LiveContext, ILiveState>? makeLive, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        options = options.Guarded();
        using var span = StoreTelemetry.Start("open", table: null, options.Diagnostics.StoreName);
        try
        {
            var parts = await Task.Run(() => StoreOpening.Open(path, options, makeLive), cancellationToken).ConfigureAwait(false);
            return Assemble(parts, options);
        }
        catch (Exception exception)
        {
            StoreTelemetry.Fail(span, exception);
            throw;
        }
    }

    /// <summary>Opens a store that vanishes, whose writes are decided by a layer above.</summary>
    internal static async Task<TableStore> OpenTemporaryAsync(StorageOptions options, Func<LiveContext, ILiveState>? makeLive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var folder = VanishingFolder.Create();
        try
        {
            var store = await OpenAsync(folder.Path, options, makeLive, cancellationToken).ConfigureAwait(false);
            store._vanishing = folder;
            return store;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Returns the rows of a series table that was declared in <see cref="StorageOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a state.</exception>
    public SeriesRepository<TRow> Series<TRow>(Table<TRow> table)
        where TRow : class => new(Declared(table), Writer(table), Reading);

    /// <summary>Returns the rows of a state table that was declared in <see cref="StorageOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a series.</exception>
    public StateRepository<TRow> State<TRow>(Table<TRow> table)
        where TRow : class => new(Declared(table), Writer(table), Reading);

    /// <summary>Says how the store is: what it can do, how far the engine lags, how full lanes and disk are. It never waits, and may be asked after the store is closed, too.</summary>
    public StoreHealth GetHealth() => _parts.Gauges!.Health(isClosed: Volatile.Read(ref _isDisposed) != 0);

    /// <summary>
    /// Checks that the store holds what was written, beside reads, writes and tiering. A Parquet file that is damaged is moved to <c>quarantine/</c> with the reason beside it; from then
    /// on reads of its partition fail with <see cref="StoreCorruptException"/>, and everything else stays readable. <c>docs/verification.md</c> says what is found and what is done.
    /// </summary>
    /// <param name="level">How much is looked at.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it; what was found and moved until then stays moved.</param>
    /// <exception cref="TradeStoreException">The engine failed meanwhile and is being opened again (<see cref="TradeStoreErrorCode.EngineReopening"/>).</exception>
    public Task<VerificationReport> VerifyAsync(VerificationLevel level, IProgress<VerificationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return Enum.IsDefined(level)
            ? _parts.Verification!.VerifyAsync(level, progress, cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(level), level, "There is no such level.");
    }

    /// <summary>
    /// Takes every Parquet file that is damaged or missing back from the archive (<c>Tiering.Archive</c>), where it is what was written; one that somebody has put back in its place is
    /// taken, too. For each file the report says what became of it.
    /// </summary>
    /// <param name="cancellationToken">Ends it between two files, or gives up the one that is being copied.</param>
    /// <exception cref="DiskFullException">The store's disk has no room for a file.</exception>
    public Task<RepairReport> RepairAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _parts.Verification!.RepairAsync(cancellationToken);
    }

    /// <summary>Waits until all that was acknowledged is in the partitions, and writes it into the database file.</summary>
    /// <param name="cancellationToken">Stops waiting; the checkpoint goes on.</param>
    public Task CheckpointAsync(CancellationToken cancellationToken = default) =>
        _parts.Applier!.RequestAsync(writer => writer.CheckpointAsync()).WaitAsync(cancellationToken);

    /// <summary>Applies what is queued, writes it into the database file, and closes the store. Writes still under way are finished.</summary>
    /// <remarks>Whatever fails meanwhile, everything is closed and the folder can be opened again; the first failure is thrown then, and nothing acknowledged is lost by it.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (TryClose())
        {
            await Task.Run(() => Close()).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the store as <see cref="DisposeAsync"/> does, and waits for it: for containers that do not dispose asynchronously.</summary>
    public void Dispose()
    {
        if (TryClose())
        {
            Close();
        }
    }

    /// <summary>Returns the door for a table's rows.</summary>
    internal TableWriter<TRow> Writer<TRow>(Table<TRow> table)
        where TRow : class => new(_parts.Catalog!.Of(table), _parts.Lanes![table.Lane], _options.Ingest, _options.TimeProvider);

    /// <summary>Waits until all that was acknowledged is applied: in the partitions or visible in the memtable.</summary>
    internal Task WaitUntilAppliedAsync(CancellationToken cancellationToken = default) =>
        _parts.Barrier!.WaitAsync(_parts.Journal!.DurableSequence, tables: null, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).AsTask();

    /// <summary>Takes no more calls; <see langword="false"/> when that was done before.</summary>
    internal bool TryClose() => Interlocked.Exchange(ref _isDisposed, 1) == 0;

    /// <summary>Closes everything behind <see cref="TryClose"/>.</summary>
    /// <param name="first">Closes what a layer above has open; it may write yet.</param>
    internal void Close(params IEnumerable<Action> first)
    {
        var disposal = new Disposal();
        var telemetry = _parts.Telemetry;
        var started = telemetry.Clock.GetTimestamp();
        telemetry.Logger.StoreClosing(Path, _parts.Gauges!.LagFrames);
        foreach (var action in first)
        {
            disposal.Run(action);
        }

        disposal.Run(_parts.Dispose);
        disposal.Run(() => _vanishing?.Dispose());
        telemetry.Logger.StoreClosed(Path, (long)telemetry.Clock.GetElapsedTime(started).TotalMilliseconds);
        disposal.ThrowIfFailed();
    }

    private static TableStore Assemble(StoreParts parts, StorageOptions options)
    {
        try
        {
            return new TableStore(parts, options);
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    private Table<TRow> Declared<TRow>(Table<TRow> table)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        CheckDeclared(table);
        return table;
    }

    private void ThrowIfClosed() => StoreClosed.ThrowIf(Volatile.Read(ref _isDisposed) != 0);
}
