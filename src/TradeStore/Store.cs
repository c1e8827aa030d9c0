using TradeStore.Configuration;
using TradeStore.Decisions;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Telemetry.Metrics;

namespace TradeStore;

/// <summary>The front door: one folder, opened by one process, shared by all of its threads.</summary>
/// <remarks>A write is durable when its task completes; a read that starts after that sees it. Dispose the store to close it cleanly.</remarks>
public partial class Store : IAsyncDisposable, IDisposable
{
    private readonly TableStore _storage = null!;
    private readonly RepositoryContext _repositories = null!;
    private readonly BatchWriting _batches = null!;
    private readonly TickMarks? _tickMarks;
    private readonly SystemMetricsRecorder? _metrics;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected Store()
    {
    }

    private Store(TableStore storage, StoreOptions options)
    {
        _storage = storage;
        var live = Live = (LiveState)storage.Parts.Live!;
        var context = storage.Reading;
        _repositories = new RepositoryContext(storage, live);
        _tickMarks = options.Trading.MarkFromTicks ? new TickMarks(live, options.Trading, context.Clock) : null;
        _batches = new BatchWriting(_repositories, _tickMarks);
        Ticks = new TickRepository(_repositories, _tickMarks);
        Bars = new BarRepository(_repositories.Writer(BarTable.Definition), context);
        var bots = new BotRepository(_repositories);
        Bots = bots;
        Orders = new OrderRepository(_repositories);
        Executions = new ExecutionRepository(_repositories);
        var (positions, roundTrips) = (new PositionRepository(_repositories), new RoundTripRepository(_repositories));
        Positions = positions;
        RoundTrips = roundTrips;
        Performance = new PerformanceRepository(_repositories, positions, roundTrips, bots);
        LogEntries = _repositories.Writer(LogTable.Definition);
        if (options.Diagnostics.StoreMetricsEvery > TimeSpan.Zero)
        {
            _metrics = new SystemMetricsRecorder(storage.Parts.Telemetry, _repositories.Writer(SystemMetricTable.Definition), options.Diagnostics.StoreMetricsEvery);
        }

        Audit = new AuditRepository(_repositories);
        Alerts = new AlertRepository(_repositories);
        RiskEvents = new RiskEventRepository(_repositories);
        PredictionMarkets = new PredictionMarketRepository(_repositories);
        Backtests = new BacktestRepository(_repositories);
        OrderFlow = new SeriesRepository<OfiEvent>(OfiEventTable.Definition, _repositories.Writer(OfiEventTable.Definition), context);
        Configurations = new ConfigurationRepository(_repositories);
        Signals = new SignalRepository(_repositories);
        Balances = new BalanceRepository(_repositories);
        Portfolio = new PortfolioRepository(_repositories);
        Users = new UserRepository(_repositories);
        ApiKeys = new ApiKeyRepository(_repositories);
    }

    /// <summary>Gets what the store consists of.</summary>
    internal StoreParts Parts => _storage.Parts;

    /// <summary>Gets the state in memory that rules are decided against.</summary>
    internal LiveState Live { get; } = null!;

    /// <summary>Gets the door for log entries.</summary>
    internal TableWriter<LogEntry> LogEntries { get; } = null!;

    /// <summary>Gets the folder the store lies in.</summary>
    public virtual string Path => _storage.Path;

    /// <summary>Gets how many digits the numbers of the store's own tables have, as it was made.</summary>
    public virtual NumberPrecision Precision => Parts.Catalog!.Precision;

    /// <summary>Gets what opening found and recovered.</summary>
    public virtual StoreOpenReport OpenReport => _storage.OpenReport;

    /// <summary>Gets quotes and trades.</summary>
    public virtual TickRepository Ticks { get; } = null!;

    /// <summary>Gets OHLCV bars.</summary>
    public virtual BarRepository Bars { get; } = null!;

    /// <summary>Gets the bots that trade with the store.</summary>
    public virtual BotRepository Bots { get; } = null!;

    /// <summary>Gets orders, whose life the store checks.</summary>
    public virtual OrderRepository Orders { get; } = null!;

    /// <summary>Gets fills, which move orders, positions and round trips.</summary>
    public virtual ExecutionRepository Executions { get; } = null!;

    /// <summary>Gets what bots hold.</summary>
    public virtual PositionRepository Positions { get; } = null!;

    /// <summary>Gets round trips.</summary>
    public virtual RoundTripRepository RoundTrips { get; } = null!;

    /// <summary>Gets daily P&amp;L and figures of risk.</summary>
    public virtual PerformanceRepository Performance { get; } = null!;

    /// <summary>Gets the audit log, in which tampering shows.</summary>
    public virtual AuditRepository Audit { get; } = null!;

    /// <summary>Gets alerts, which are raised, acknowledged and resolved.</summary>
    public virtual AlertRepository Alerts { get; } = null!;

    /// <summary>Opens the store in a folder, making it when it is missing, and recovers what a crash left unfinished.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How; all defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops before opening starts; a recovery that has begun is finished.</param>
    /// <exception cref="InvalidConfigurationException">Options are out of range; the message names each.</exception>
    /// <exception cref="StoreInUseException">Another process, or this one, has the store open; the error names the holder.</exception>
    /// <exception cref="StoreCorruptException">Acknowledged data is damaged in every copy; the error says what is lost and what survived.</exception>
    /// <exception cref="TradeStoreException">The folder cannot be used, libduckdb is missing or too old, or the store is of a newer version.</exception>
    public static async Task<Store> OpenAsync(string path, StoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StoreOptions();
        return Assemble(await TableStore.OpenAsync(path, options, LiveOf, cancellationToken).ConfigureAwait(false), options);
    }

    /// <summary>Opens the store in the folder that the options name; as <see cref="OpenAsync(string, StoreOptions, CancellationToken)"/> in all else.</summary>
    /// <param name="options">How and where: <see cref="StorageOptions.Path"/>.</param>
    /// <param name="cancellationToken">Stops before opening starts; a recovery that has begun is finished.</param>
    /// <exception cref="InvalidConfigurationException">Options are out of range; the message names each.</exception>
    /// <exception cref="StoreInUseException">Another process, or this one, has the store open; the error names the holder.</exception>
    /// <exception cref="StoreCorruptException">Acknowledged data is damaged in every copy; the error says what is lost and what survived.</exception>
    /// <exception cref="TradeStoreException">The folder cannot be used, libduckdb is missing or too old, or the store is of a newer version.</exception>
    public static Task<Store> OpenAsync(StoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        return OpenAsync(options.Path, options, cancellationToken);
    }

    /// <summary>Says how the store is: what it can do, how far the engine lags, how full lanes and disk are. It never waits, and may be asked after the store is closed, too.</summary>
    public virtual StoreHealth GetHealth() => _storage.GetHealth();

    /// <summary>Waits until all that was acknowledged is in the partitions, and writes it into the database file.</summary>
    /// <param name="cancellationToken">Stops waiting; the checkpoint goes on.</param>
    public virtual Task CheckpointAsync(CancellationToken cancellationToken = default) => _storage.CheckpointAsync(cancellationToken);

    /// <summary>Applies what is queued, writes it into the database file, and closes the store. Writes still under way are finished.</summary>
    /// <remarks>Whatever fails meanwhile, everything is closed and the folder can be opened again; the first failure is thrown then, and nothing acknowledged is lost by it.</remarks>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store as <see cref="DisposeAsync"/> does, and waits for it: for containers that do not dispose asynchronously.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store; a fake has nothing to close.</summary>
    protected virtual async ValueTask DisposeAsyncCore()
    {
        if (TryClose())
        {
            await Task.Run(Close).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the store, and waits for it; a fake has nothing to close.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls; there is nothing to be finalised.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && TryClose())
        {
            Close();
        }
    }

    /// <summary>Waits until all that was acknowledged is applied: in the partitions or visible in the memtable.</summary>
    internal Task WaitUntilAppliedAsync(CancellationToken cancellationToken = default) => _storage.WaitUntilAppliedAsync(cancellationToken);

    private static LiveState LiveOf(LiveContext context) => new(context);

    private static Store Assemble(TableStore storage, StoreOptions options)
    {
        try
        {
            return new Store(storage, options);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    private bool TryClose() => _storage is not null && _storage.TryClose();

    // Before the lanes are closed: both write once more.
    private void Close() => _storage.Close(() => _tickMarks?.DisposeAsync().AsTask().GetAwaiter().GetResult(), () => _metrics?.Dispose());
}
