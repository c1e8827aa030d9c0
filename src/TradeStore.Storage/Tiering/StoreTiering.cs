using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>How the store's data ages: where each partition lies, what is due, and doing it.</summary>
public sealed class StoreTiering
{
    private readonly TieringContext _context;
    private readonly TieringRun _run;
    private readonly ReadContext _reading;

    internal StoreTiering(TieringContext context, TieringRun run, ReadContext reading)
    {
        _context = context;
        _run = run;
        _reading = reading;
    }

    /// <summary>
    /// Lists every partition of every series table, in the database file or in Parquet files beside it, table by table, oldest first. What has taken rows since it was counted is counted now.
    /// </summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Errors.PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="Errors.QueryTimeoutException">Counting took too long.</exception>
    public async Task<IReadOnlyList<PartitionDescription>> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var described = new List<PartitionDescription>();
        foreach (var table in _reading.Catalog.All.Where(t => t.Kind == TableKind.Series))
        {
            described.AddRange(await GuardedRead.RunAsync(
                _reading,
                "describe",
                table,
                ReadConsistency.Latest,
                (session, transaction, observed) =>
                {
                    var figures = new PartitionFigures(session, transaction, table);
                    List<PartitionDescription> all = [.. transaction.Map.Partitions(table).Select(figures.Of)];
                    observed.Completed(all.Count);
                    return all;
                },
                cancellationToken).ConfigureAwait(false));
        }

        return described;
    }

    /// <summary>Says what is due now and why, and does nothing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<IReadOnlyList<TieringStep>> PlanAsync(CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<TieringStep>>(() => [.. TieringPlanner.Plan(_context)], cancellationToken); // What is archived is looked for among files.

    /// <summary>Does what is due, partition by partition, small ones several together. Reading and writing go on meanwhile.</summary>
    /// <param name="progress">Told how far each step is.</param>
    /// <param name="cancellationToken">Ends the run: what goes on is given up and leaves its partitions as they were; the next run does them again.</param>
    /// <exception cref="Errors.DiskFullException">Less room is free than is to be left free; nothing is half done.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<TieringReport> RunAsync(IProgress<TieringProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _run.RunDueAsync(() => true, progress, cancellationToken);

    /// <summary>Does what is due as long as a condition holds, which is asked between two steps.</summary>
    internal Task<TieringReport> RunWhileAsync(Func<bool> mayGoOn, CancellationToken cancellationToken) => _run.RunDueAsync(mayGoOn, listener: null, cancellationToken);

    /// <summary>Lays the partitions of a range down clustered, in the database, whether it is due or not.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="from">The first time (UTC); partitions that reach into the range are meant as a whole.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="progress">Told how far each step is.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<TieringReport> SealAsync(string table, DateTime from, DateTime to, IProgress<TieringProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RequestAsync(TieringAction.Seal, table, from, to, p => p.Segments[0].Tier == Tier.Warm && p.Segments is not [{ State: SegmentState.Sealed }], target: null, progress, cancellationToken);

    /// <summary>Turns the partitions of a range into Parquet files, whether it is due or not.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="from">The first time (UTC); partitions that reach into the range are meant as a whole.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="progress">Told how far each step is.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<TieringReport> ExportAsync(string table, DateTime from, DateTime to, IProgress<TieringProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RequestAsync(TieringAction.Export, table, from, to, p => p.Segments.Any(s => s.Tier == Tier.Warm), target: null, progress, cancellationToken);

    /// <summary>Takes the partitions of a range back from Parquet files into the database, and keeps them there for a while.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="from">The first time (UTC); partitions that reach into the range are meant as a whole.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="keepWarm">How long they are not exported again by themselves: 7 days when left out.</param>
    /// <param name="progress">Told how far each step is.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<TieringReport> RestoreAsync(
        string table, DateTime from, DateTime to, TimeSpan? keepWarm = null, IProgress<TieringProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var until = _context.Now + ((keepWarm ?? TimeSpan.FromDays(7)).Ticks / TimeSpan.TicksPerMicrosecond);
        return RequestAsync(
            TieringAction.Restore, table, from, to, p => p.Segments.Any(s => s.Tier == Tier.Cold), new RewriteTarget(Tier.Warm) { WarmUntil = until }, progress, cancellationToken);
    }

    private async Task<TieringReport> RequestAsync(
        TieringAction action,
        string table,
        DateTime from,
        DateTime to,
        Func<PartitionSegments, bool> isMeant,
        RewriteTarget? target,
        IProgress<TieringProgress>? progress,
        CancellationToken cancellationToken)
    {
        var schema = _context.Catalog.TryGet(table, out var known) && known.Kind == TableKind.Series
            ? known
            : throw new ArgumentException($"There is no series table '{table}'.", nameof(table));
        var range = new SeriesFilter(schema, from, to);
        IEnumerable<TieringStep> Plan() =>
            _context.Maps.Current.Partitions(schema, range.From, range.To).Where(isMeant).Select(p => TieringPlanner.Step(p, action, "It was asked for."));
        return await _run.RunAsync(Plan, target, progress, cancellationToken).ConfigureAwait(false);
    }
}
