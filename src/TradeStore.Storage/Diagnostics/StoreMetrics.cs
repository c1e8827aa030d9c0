using System.Diagnostics.Metrics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Diagnostics;

/// <summary>Owns every instrument of the meter <c>TradeStore</c>; nothing is measured while nobody listens. Units are UCUM's.</summary>
internal sealed class StoreMetrics : IDisposable
{
    private static readonly string[] Lanes = [.. Enum.GetNames<Lane>().Select(n => n.ToLowerInvariant())];
    private readonly GuardedCounter _rows;
    private readonly GuardedCounter _batches;
    private readonly GuardedCounter _failures;
    private readonly GuardedCounter _dropped;
    private readonly GuardedCounter _settled;
    private readonly GuardedCounter _recoveries;
    private readonly GuardedCounter _tieringSteps;
    private readonly GuardedCounter _tieringRows;
    private readonly GuardedHistogram _tieringDuration;
    private readonly GuardedHistogram _acknowledgement;
    private readonly GuardedHistogram _query;
    private readonly GuardedHistogram _checkpoint;
    private readonly bool _isOwnMeter;
    private volatile IStoreGauges? _gauges;

    public StoreMetrics(string storeName, IMeterFactory? factory)
    {
        var settings = new MeterOptions(MetricNames.Source)
        {
            Version = typeof(StoreMetrics).Assembly.GetName().Version?.ToString(3),
            Tags = [new(MetricNames.Store, storeName)],
        };
        var made = Made(factory, settings);
        _isOwnMeter = made is null;
        Meter = made ?? new Meter(settings);
        _rows = new(Meter.CreateCounter<long>("tradestore.ingest.rows", "{row}", "Rows acknowledged."));
        _batches = new(Meter.CreateCounter<long>("tradestore.ingest.batches", "{batch}", "Batches acknowledged."));
        _failures = new(Meter.CreateCounter<long>("tradestore.ingest.failures", "{batch}", "Batches refused or failed; nothing of them was kept."));
        _dropped = new(Meter.CreateCounter<long>("tradestore.ingest.dropped", "{batch}", "Batches dropped by the full telemetry lane."));
        _settled = new(Meter.CreateCounter<long>("tradestore.ingest.settled", "{row}", "Rows of tables that ignore duplicates, by what became of them."));
        _acknowledgement = new(Meter.CreateHistogram<double>("tradestore.ingest.acknowledgement.duration", "s", "From the call to the durable acknowledgement."));
        _query = new(Meter.CreateHistogram<double>("tradestore.query.duration", "s", "From the call to the last row, without the time a stream's caller computes."));
        _checkpoint = new(Meter.CreateHistogram<double>("tradestore.checkpoint.duration", "s", "Writing the engine's log into the database file."));
        _recoveries = new(Meter.CreateCounter<long>("tradestore.engine.recoveries", "{recovery}", "How often the engine failed and was opened again."));
        _tieringSteps = new(Meter.CreateCounter<long>("tradestore.tiering.steps", "{step}", "Steps of tiering that ended."));
        _tieringRows = new(Meter.CreateCounter<long>("tradestore.tiering.rows", "{row}", "Rows that steps of tiering have laid down or removed."));
        _tieringDuration = new(Meter.CreateHistogram<double>("tradestore.tiering.duration", "s", "A step of tiering from its beginning to its end."));
        Observe<long>("tradestore.queue.depth", "{batch}", "Batches that wait for the journal.", g => g.Lanes.Select(l => Of(l.Depth, l.Lane)));
        Observe<long>("tradestore.queue.size", "By", "Bytes between callers and the engine.", g => g.Lanes.Select(l => Of(l.Bytes, l.Lane)));
        Observe<long>("tradestore.apply.lag", "{batch}", "Acknowledged batches that no read sees yet.", g => [new(g.LagFrames)]);
        Observe<double>("tradestore.apply.lag.duration", "s", "How long the oldest of them has been acknowledged.", g => [new(g.LagTime.TotalSeconds)]);
        Observe<long>("tradestore.readers", "{reader}", "Readers that work and that are free, and reads that wait for one.", g => Readers(g));
        Observe<long>("tradestore.journal.size", "By", "The journal's files.", g => [new(g.JournalBytes)]);
        Observe<long>("tradestore.engine.log.size", "By", "The engine's log, which a checkpoint empties.", g => [new(g.EngineLogBytes)]);
        Observe<long>("tradestore.tier.size", "By", "The database file, and the Parquet files.", Sizes);
        Observe<long>("tradestore.tier.partitions", "{partition}", "Partitions, by table.", g => g.Partitions.Select(p => new Measurement<long>(p.Count, new KeyValuePair<string, object?>(MetricNames.Table, p.Table))));
        Observe<long>("tradestore.tier.rows", "{row}", "Rows of partitions that were laid down, by tier.", g => g.Tiers.Select(t => new Measurement<long>(t.Rows, Tag(t.Tier))));
        Observe<double>("tradestore.tier.compression", "1", "Bytes of the values for each byte on disk, by tier.", g => g.Tiers.Where(t => t.Bytes > 0).Select(t => new Measurement<double>((double)t.RawBytes / t.Bytes, Tag(t.Tier))));
        Observe<double>("tradestore.tiering.lag.duration", "s", "How long the step that is due longest has been due.", g => [new(g.TieringLag.TotalSeconds)]);
    }

    /// <summary>Gets the meter; a host's factory owns it.</summary>
    public Meter Meter { get; }

    /// <summary>Gets a value indicating whether it is worth looking at the clock for a write.</summary>
    public bool TimesWrites => _acknowledgement.Enabled;

    /// <summary>Gets a value indicating whether anybody listens to what writes are counted by.</summary>
    public bool CountsWrites => _rows.Enabled || _batches.Enabled || _acknowledgement.Enabled;

    /// <summary>Has the figures of an opened store observed; none with <see langword="null"/>.</summary>
    public void Watch(IStoreGauges? gauges) => _gauges = gauges;

    public void Acknowledged(TableSchema table, Lane lane, int rows)
    {
        _rows.Add(rows, Tag(table), Tag(lane));
        _batches.Add(1, Tag(table), Tag(lane));
    }

    public void Acknowledged(Lane lane, TimeSpan elapsed) => _acknowledgement.Record(elapsed.TotalSeconds, Tag(lane));

    public void Failed(TableSchema? table, Lane lane, Exception cause) => _failures.Add(1, Tag(table), Tag(lane), new(MetricNames.Error, ErrorType(cause)));

    public void Dropped(TableSchema table, Lane lane) => _dropped.Add(1, Tag(table), Tag(lane));

    /// <summary>Counts what became of rows of a table that ignores duplicates.</summary>
    public void Settled(TableSchema table, long kept, long alreadyThere, long inConflict, long undecided)
    {
        Add("kept", kept);
        Add("already_there", alreadyThere);
        Add("in_conflict", inConflict);
        Add("undecided", undecided);

        void Add(string outcome, long rows)
        {
            if (rows > 0)
            {
                _settled.Add(rows, Tag(table), new(MetricNames.Outcome, outcome));
            }
        }
    }

    public void Queried(string operation, string? table, string status, TimeSpan elapsed) =>
        _query.Record(elapsed.TotalSeconds, new(MetricNames.Operation, operation), new(MetricNames.Table, table), new(MetricNames.Status, status));

    public void Checkpointed(TimeSpan elapsed) => _checkpoint.Record(elapsed.TotalSeconds);

    /// <summary>Counts a step of tiering.</summary>
    public void Tiered(string action, string table, string status, long rows, TimeSpan elapsed)
    {
        var name = new KeyValuePair<string, object?>(MetricNames.Action, action);
        _tieringSteps.Add(1, name, new(MetricNames.Table, table), new(MetricNames.Status, status));
        _tieringRows.Add(rows, name, new(MetricNames.Table, table));
        _tieringDuration.Record(elapsed.TotalSeconds, name, new(MetricNames.Table, table), new(MetricNames.Status, status));
    }

    public void Recovered() => _recoveries.Add(1);

    /// <summary>Returns the error's code, or the type of an error that has none.</summary>
    public static string ErrorType(Exception cause) => cause is TradeStoreException { Code: var code } ? $"TS{(int)code}" : cause.GetType().FullName!;

    public void Dispose()
    {
        _gauges = null;
        if (_isOwnMeter)
        {
            Meter.Dispose();
        }
    }

    private static Meter? Made(IMeterFactory? factory, MeterOptions settings)
    {
        try
        {
            return factory?.Create(settings);
        }
#pragma warning disable CA1031 // A store without a meter of the host's has its own.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    // A factory hands the same meter to stores of one name and keeps it when they are closed: then there is nothing to observe.
    private void Observe<T>(string name, string unit, string description, Func<IStoreGauges, IEnumerable<Measurement<T>>> values)
        where T : struct => Meter.CreateObservableGauge(name, () => _gauges is { } gauges ? values(gauges) : [], unit, description);

    private static IEnumerable<Measurement<long>> Readers(IStoreGauges gauges)
    {
        yield return new(gauges.ActiveReaders, new KeyValuePair<string, object?>(MetricNames.State, "active"));
        yield return new(gauges.MaximumReaders - gauges.ActiveReaders, new KeyValuePair<string, object?>(MetricNames.State, "available"));
        yield return new(gauges.WaitingReads, new KeyValuePair<string, object?>(MetricNames.State, "waiting"));
    }

    private static IEnumerable<Measurement<long>> Sizes(IStoreGauges gauges)
    {
        yield return new(gauges.DatabaseBytes, Tag(Tier.Warm));
        yield return new(gauges.Tiers.Where(t => t.Tier == Tier.Cold).Sum(t => t.Bytes), Tag(Tier.Cold));
    }

    private static KeyValuePair<string, object?> Tag(Tier tier) => new(MetricNames.Tier, SqlName.Of(tier));

    private static Measurement<long> Of(long value, Lane lane) => new(value, Tag(lane));

    private static KeyValuePair<string, object?> Tag(TableSchema? table) => new(MetricNames.Table, table?.Name);

    private static KeyValuePair<string, object?> Tag(Lane lane) => new(MetricNames.Lane, Lanes[(int)lane]);
}
