using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Repositories;

/// <summary>The rows of a state table of any declaration: one a key, the newest.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public class StateRepository<TRow>
    where TRow : class
{
    private readonly Table<TRow> _table = null!;
    private readonly TableWriter<TRow> _writer = null!;
    private readonly TableQuery<TRow> _query = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected StateRepository()
    {
    }

    internal StateRepository(Table<TRow> table, TableWriter<TRow> writer, ReadContext context)
    {
        if (table.Kind != TableKind.State)
        {
            throw new ArgumentException($"'{table.Name}' has a time column: it is a series.", nameof(table));
        }

        _table = table;
        _writer = writer;
        _query = new TableQuery<TRow>(table, context);
    }

    /// <summary>Gets the declaration.</summary>
    public virtual Table<TRow> Table => _table;

    /// <summary>Writes one row, in place of the one with its key; durable when the task completes, and seen by every read that starts after that.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the row is written.</param>
    /// <exception cref="InvalidRowException">The row breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the row was not kept.</exception>
    public virtual ValueTask PutAsync(TRow row, CancellationToken cancellationToken = default) => _writer.AppendAsync(row, cancellationToken);

    /// <summary>Writes rows, all or nothing, in place of those with their keys; of several with one key the last stays.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the rows are written.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; none was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; none was kept.</exception>
    public virtual ValueTask PutAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken = default) => _writer.AppendAsync(rows, cancellationToken);

    /// <summary>Begins a query by conditions on any columns.</summary>
    public virtual TableQuery<TRow> Query() => _query;

    /// <summary>Reads the one row that a predicate holds for; <see langword="null"/> when there is none.</summary>
    /// <param name="predicate">The predicate, usually on the key.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">It holds for more than one row, or a part of it has no translation; the message names it.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<TRow?> FindAsync(Expression<Func<TRow, bool>> predicate, CancellationToken cancellationToken = default) =>
        _query.Where(predicate).SingleOrDefaultAsync(cancellationToken);
}
