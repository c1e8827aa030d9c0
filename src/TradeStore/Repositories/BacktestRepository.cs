using TradeStore.Errors;
using TradeStore.Fingerprints;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Backtests, their round trips, and fingerprints of the data that they read.</summary>
public class BacktestRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly BacktestWriting _writing = null!;
    private readonly FingerprintReader _fingerprints = null!;
    private readonly TableWriter<Backtest> _backtests = null!;
    private readonly TableWriter<BacktestTrade> _trades = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected BacktestRepository()
    {
    }

    internal BacktestRepository(RepositoryContext context)
    {
        _context = context;
        _writing = new BacktestWriting(context);
        _fingerprints = new FingerprintReader(context.Reading);
        _backtests = context.Writer(BacktestTable.Definition);
        _trades = context.Writer(BacktestTradeTable.Definition);
    }

    /// <summary>Writes a backtest and its round trips, all or nothing; durable when the task completes.</summary>
    /// <remarks>
    /// One frame holds it all, up to as many round trips as <see cref="Storage.Configuration.IngestOptions.MaximumBatchRows"/>. Beyond that they are several frames, the
    /// backtest in the last: when a crash comes between, some round trips are there and their backtest is not.
    /// </remarks>
    /// <param name="backtest">The backtest; its id is made when left out.</param>
    /// <param name="trades">Its round trips; those whose backtest is <see cref="Guid.Empty"/> get its id.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <returns>The backtest as it is stored, with its id.</returns>
    /// <exception cref="DuplicateKeyException">Its id is taken, if only by round trips that a crash left behind.</exception>
    /// <exception cref="UnknownReferenceException">A round trip names a backtest that is not in the store.</exception>
    /// <exception cref="InvalidRowException">A row breaks a rule, or a round trip is another backtest's; the error names row, column, value and reason.</exception>
    public virtual Task<Backtest> RecordAsync(Backtest backtest, IReadOnlyList<BacktestTrade>? trades = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backtest);
        return _writing.RecordAsync(backtest, trades ?? [], cancellationToken);
    }

    /// <summary>Writes a backtest over the one with its id: its results, say, once they are known. Durable when the task completes.</summary>
    /// <param name="backtest">The backtest, whole.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the backtest is written.</param>
    /// <exception cref="UnknownReferenceException">There is no such backtest.</exception>
    /// <exception cref="InvalidRowException">It breaks a rule; the error names column, value and reason.</exception>
    public virtual async Task UpdateAsync(Backtest backtest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backtest);
        _writing.CheckKnown(BacktestTable.Definition.Name, [backtest.BacktestId]);
        await _backtests.AppendAsync(backtest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes backtests over those with their ids, all or none; durable when the task completes.</summary>
    /// <param name="backtests">The backtests, whole.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the backtests are written.</param>
    /// <exception cref="UnknownReferenceException">There is no such backtest. Nothing was kept.</exception>
    /// <exception cref="InvalidRowException">A row breaks a rule; the error names row, column, value and reason. Nothing was kept.</exception>
    /// <exception cref="TradeStoreException">The list is too large, or the lane stayed full.</exception>
    public virtual async Task UpdateAsync(IReadOnlyList<Backtest> backtests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backtests);
        _writing.CheckKnown(BacktestTable.Definition.Name, backtests.Where(b => b is not null).Select(b => b.BacktestId));
        await _backtests.AppendAsync(backtests, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes further round trips of backtests that are in the store, all or none; durable when the task completes.</summary>
    /// <param name="trades">The round trips. Their ids are not compared with those that are there: written twice they are there twice.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the round trips are written.</param>
    /// <exception cref="UnknownReferenceException">A round trip names a backtest that is not in the store. Nothing was kept.</exception>
    /// <exception cref="InvalidRowException">A row breaks a rule; the error names row, column, value and reason. Nothing was kept.</exception>
    /// <exception cref="TradeStoreException">The list is too large, or the lane stayed full.</exception>
    public virtual async Task AppendTradesAsync(IReadOnlyList<BacktestTrade> trades, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trades);
        _writing.CheckKnown(BacktestTradeTable.Definition.Name, trades.Where(t => t is not null).Select(t => t.BacktestId).Distinct());
        await _trades.AppendAsync(trades, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a backtest; <see langword="null"/> when there is none.</summary>
    /// <param name="backtestId">The backtest.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<Backtest?> FindAsync(Guid backtestId, CancellationToken cancellationToken = default) =>
        Query().Where(b => b.BacktestId == backtestId).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Reads the round trips of a backtest, by simulated time.</summary>
    /// <param name="backtestId">The backtest.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<BacktestTrade>> GetTradesAsync(Guid backtestId, CancellationToken cancellationToken = default) =>
        QueryTrades().Where(t => t.BacktestId == backtestId).OrderBy(t => t.Timestamp).ThenBy(t => t.TradeId).ToListAsync(cancellationToken);

    /// <summary>Asks for backtests.</summary>
    public virtual TableQuery<Backtest> Query() => _context.Query(BacktestTable.Definition);

    /// <summary>Asks for round trips.</summary>
    public virtual TableQuery<BacktestTrade> QueryTrades() => _context.Query(BacktestTradeTable.Definition);

    /// <summary>
    /// Reads all rows of a range and says by a hash which they are: equal rows give an equal hash, wherever they lie and in whatever order and batches they
    /// came. Keep its JSON in <see cref="Backtest.DataFingerprint"/>. Each table is read in a snapshot of its own.
    /// </summary>
    /// <param name="tables">Series tables by their SQL names, as <c>market_ticks</c> and <c>ohlcv_bars</c>; one at least.</param>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="symbols">Only rows of these symbols, or markets in tables that have no symbols; all when left out or empty.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">
    /// There is no such series table, it has no symbols to choose from, the times are not UTC, or the range ends before it starts.
    /// </exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual Task<DataFingerprint> FingerprintAsync(
        IReadOnlyList<string> tables, DateTime from, DateTime to, IReadOnlyList<string>? symbols = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count, nameof(tables));
        return _fingerprints.RunAsync(tables, from, to, symbols ?? [], cancellationToken);
    }

    /// <summary>Reads again what a fingerprint was made of, and names the partitions that differ now; none when the data is the same.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">The fingerprint's rows were hashed by another algorithm than this version's, or what it was made of cannot be read any more.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual async Task<IReadOnlyList<DataDifference>> CompareAsync(DataFingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        DataFingerprint.ThrowIfNotComparable(fingerprint, PartitionHashes.Algorithm, nameof(fingerprint));
        var now = await FingerprintAsync(fingerprint.Tables, fingerprint.From, fingerprint.To, fingerprint.Symbols, cancellationToken).ConfigureAwait(false);
        return DataFingerprint.Compare(fingerprint, now);
    }
}
