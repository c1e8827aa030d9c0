using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Repositories;

/// <summary>The rows of a series table of any declaration.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public class SeriesRepository<TRow>
    where TRow : class
{
    private readonly Table<TRow> _table = null!;
    private readonly TableWriter<TRow> _writer = null!;
    private readonly ReadContext _context = null!;
    private readonly SeriesReader<TRow> _reader = null!;
    private readonly TableQuery<TRow> _query = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected SeriesRepository()
    {
    }

    internal SeriesRepository(Table<TRow> table, TableWriter<TRow> writer, ReadContext context)
    {
        if (table.Kind != TableKind.Series)
        {
            throw new ArgumentException($"'{table.Name}' has no time column: it is a state table.", nameof(table));
        }

        _table = context.Catalog.Of(table);
        _writer = writer;
        _context = context;
        _reader = new SeriesReader<TRow>(_table, context);
        _query = new TableQuery<TRow>(_table, context);
    }

    /// <summary>Gets the declaration.</summary>
    public virtual Table<TRow> Table => _table;

    /// <summary>Writes one row; durable when the task completes, and seen by every read that starts after that.</summary>
    /// <param name="row">The row. If its key is there already, the table's <see cref="DuplicateRule"/> says what becomes of it.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the row is written.</param>
    /// <exception cref="InvalidRowException">The row breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the row was not kept.</exception>
    public virtual ValueTask AppendAsync(TRow row, CancellationToken cancellationToken = default) => _writer.AppendAsync(row, cancellationToken);

    /// <summary>Writes a batch, all or nothing; durable when the task completes, and seen by every read that starts after that.</summary>
    /// <param name="rows">The rows. For those whose key is there already, the table's <see cref="DuplicateRule"/> says what becomes of them.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the batch is written.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual ValueTask AppendAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken = default) => _writer.AppendAsync(rows, cancellationToken);

    /// <summary>
    /// Writes a batch, as <see cref="AppendAsync(IReadOnlyList{TRow}, CancellationToken)"/> does, and waits until it is known what became of its rows. Slower than that: the batch is
    /// applied by itself, and its keys are looked up in every tier.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops waiting for room; once the batch is durable it stops waiting for the counts, which are then missing from the result.</param>
    /// <returns>How many rows were kept, were there already, or are in conflict with what is there; or why that is not known.</returns>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual ValueTask<AppendResult> AppendCountedAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken = default) =>
        CountedAppend.RunAsync(_writer, _table, _context, rows, cancellationToken);

    /// <summary>Begins a query by conditions on any columns.</summary>
    public virtual TableQuery<TRow> Query() => _query;

    /// <summary>Reads the rows of a range, by time, all in memory.</summary>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="ArgumentException">The times are not UTC, or the range ends before it starts.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<TRow>> GetAsync(DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        GetAsync(new RangeQuery(), new SeriesFilter(_table, from, to), cancellationToken);

    /// <summary>Streams a range as columns, by time, 2,048 rows at a time; needs little memory whatever the range.</summary>
    /// <param name="from">The first time (UTC), included; the oldest row when <see langword="null"/>.</param>
    /// <param name="to">The end (UTC), excluded; after the newest row when <see langword="null"/>.</param>
    /// <param name="columns">The columns by their SQL names, in the order wanted; all when <see langword="null"/> or empty.</param>
    /// <param name="order">The order of the rows; by time unless said otherwise.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="ArgumentException">There is no such column, the times are not UTC, or the range ends before it starts.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual IAsyncEnumerable<ColumnChunk> StreamAsync(
        DateTime? from = null, DateTime? to = null, IReadOnlyList<string>? columns = null, ReadOrder order = ReadOrder.Time, CancellationToken cancellationToken = default) =>
        StreamAsync(new RangeQuery { Columns = columns ?? [], Order = order }, new SeriesFilter(_table, from, to), cancellationToken);

    internal Task<IReadOnlyList<TRow>> GetAsync(SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken) => query.Columns.Count == 0
        ? _reader.GetAsync(query, filter, cancellationToken)
        : throw new InvalidQueryException(
            $"The query of '{_table.Name}' names columns ({string.Join(", ", query.Columns)}), and rows have all of theirs: leave Columns out, or have StreamAsync give the columns alone.");

    internal Task<TRow?> NewestAsync(SeriesFilter filter, string? condition, CancellationToken cancellationToken) =>
        _reader.NewestAsync(filter, condition, cancellationToken);

    internal IAsyncEnumerable<ColumnChunk> StreamAsync(SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken) =>
        SeriesStream.RunAsync(_table, _context, query, filter, cancellationToken);
}
