using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Diagnostics;

/// <summary>What observes one opened store: its logger, its metrics and its spans. Parts of the store say what happens; this decides what is told.</summary>
internal sealed class StoreTelemetry : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly RateLimit _drops;
    private readonly RateLimit _exhausted;
    private readonly RateLimit _diskFull;
    private readonly RateLimit _mark;
    private readonly RateLimit _conflicts;
    private IStoreGauges? _gauges;

    /// <param name="storeName">What tells the stores of a process apart.</param>
    /// <param name="slowQuery">How long a query takes that is logged.</param>
    /// <param name="clock">The store's clock.</param>
    /// <param name="loggers">Where messages go.</param>
    /// <param name="meters">What makes the meter; the store itself when <see langword="null"/>.</param>
    public StoreTelemetry(string storeName, TimeSpan slowQuery, TimeProvider clock, ILoggerFactory loggers, IMeterFactory? meters)
    {
        Clock = clock;
        StoreName = storeName;
        SlowQuery = slowQuery;
        Logger = GuardedLogger.Of(loggers);
        Metrics = new StoreMetrics(storeName, meters);
        Lag = new ApplyLag(Clock);
        _drops = new RateLimit(Clock, Quiet);
        _exhausted = new RateLimit(Clock, Quiet);
        _diskFull = new RateLimit(Clock, Quiet);
        _mark = new RateLimit(Clock, Quiet);
        _conflicts = new RateLimit(Clock, Quiet);
    }

    /// <summary>Gets the source of all spans.</summary>
    public static ActivitySource Activities { get; } = new(MetricNames.Source, typeof(StoreTelemetry).Assembly.GetName().Version?.ToString(3));

    public TimeProvider Clock { get; }

    public string StoreName { get; }

    public TimeSpan SlowQuery { get; }

    public ILogger Logger { get; }

    public StoreMetrics Metrics { get; }

    public ApplyLag Lag { get; }

    /// <summary>Starts a span; an empty one when nobody listens.</summary>
    public StoreSpan Start(string operation, string? table) => Start(operation, table, StoreName);

    /// <summary>Starts a span of a store that is not open yet.</summary>
    public static StoreSpan Start(string operation, string? table, string storeName)
    {
        var span = Activities.HasListeners() ? StoreSpan.Start(Activities, table is null ? operation : $"{operation} {table}") : default;

        // OpenTelemetry's name for the dialect; the store itself is the namespace.
        span.Activity?.SetTag("db.system.name", "duckdb").SetTag("db.namespace", storeName).SetTag(MetricNames.Operation, operation);
        if (table is not null)
        {
            span.Activity?.SetTag(MetricNames.Table, table);
        }

        return span;
    }

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(StoreSpan span, Exception cause) =>
        span.Activity?.SetStatus(ActivityStatusCode.Error, cause.Message).SetTag(MetricNames.Error, StoreMetrics.ErrorType(cause));

    /// <summary>Observes the figures of the opened store.</summary>
    public void Watch(IStoreGauges gauges)
    {
        _gauges = gauges;
        Metrics.Watch(gauges);
    }

    /// <summary>Notes batches that the telemetry lane dropped.</summary>
    public void Dropped(long count, long total)
    {
        if (_drops.TryPass(count, out var since))
        {
            Logger.TelemetryDropped(since, total);
        }
    }

    /// <summary>Notes a group that could not be journalled.</summary>
    public void JournalFailed(Exception cause, int batches, bool isFaulted)
    {
        if (!Errors.DiskErrors.IsFull(cause))
        {
            Logger.JournalFailed(cause, batches, isFaulted);
        }
        else if (_diskFull.TryPass(1, out var since))
        {
            Logger.JournalDiskFull(cause, batches, since - 1);
        }
    }

    /// <summary>Notes what became of rows of a table that ignores duplicates.</summary>
    public void Settled(TableSchema table, long kept, long alreadyThere, long inConflict, long undecided)
    {
        Metrics.Settled(table, kept, alreadyThere, inConflict, undecided);
        if (inConflict > 0 && _conflicts.TryPass(inConflict, out var since))
        {
            Logger.RowsInConflict(since, table.Name);
        }
    }

    /// <summary>Notes that the mark could not be written.</summary>
    public void MarkFailed(Exception cause)
    {
        if (_mark.TryPass(1, out var since))
        {
            Logger.MarkFailed(cause, since - 1);
        }
    }

    /// <summary>Notes a read that found no reader.</summary>
    public void Exhausted(int max, TimeSpan waited)
    {
        if (_exhausted.TryPass(1, out var since))
        {
            Logger.ReadersExhausted(max, waited.TotalSeconds, since - 1);
        }
    }

    /// <summary>Notes a checkpoint.</summary>
    public void Checkpointed(TimeSpan elapsed, long bytes)
    {
        _gauges?.Checkpointed();
        Metrics.Checkpointed(elapsed);
        Logger.Checkpointed((long)elapsed.TotalMilliseconds, bytes);
    }

    public void Dispose() => Metrics.Dispose();
}
