using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;

namespace TradeStore;

/// <content>Rows of several tables as one write.</content>
public partial class Store
{
    /// <summary>
    /// Writes rows of several tables as one: all or nothing, durable when the task completes, and seen together by every read that starts after that; no snapshot has a part of them. Each call of the
    /// batch is decided by the rules of its repository, and sees what the batch has decided before: an order is submitted and its fill recorded, with the signal, the audit record and the ticks that led to it.
    /// </summary>
    /// <remarks>
    /// No other trading call is decided while the delegate runs: it does no more than fill the batch, waits for nothing, and calls no other write. It is run a second time, with a new batch, when it
    /// needs rows that only the database has, as the order of a late fill. Many rows of one table are for that table's repository, whose batches are written in slices.
    /// </remarks>
    /// <param name="write">Fills the batch. What it throws goes to the caller, and nothing is written. A batch that is left empty writes nothing.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the batch is written.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing was kept. The error names the table, the index among the batch's rows of that table, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">A rule of trading is broken, the batch is too large for one frame of the journal, or the lane stayed full. Nothing was kept.</exception>
    /// <exception cref="InvalidOperationException">The delegate calls another write, or the batch is used after it has returned.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing was kept.</exception>
    public virtual Task WriteAsync(Action<WriteBatch> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        BatchScope.ThrowIfAsynchronous(write, typeof(void));
        return _batches.WriteAsync(
            batch =>
            {
                write(batch);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Writes rows of several tables as one, as <see cref="WriteAsync(Action{WriteBatch}, CancellationToken)"/> does, and returns what the delegate returns: what is stored, say.</summary>
    /// <typeparam name="TResult">What the delegate returns.</typeparam>
    /// <param name="write">Fills the batch.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the batch is written.</param>
    /// <exception cref="ArgumentException">The delegate is asynchronous.</exception>
    /// <inheritdoc cref="WriteAsync(Action{WriteBatch}, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task<TResult> WriteAsync<TResult>(Func<WriteBatch, TResult> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        BatchScope.ThrowIfAsynchronous(write, typeof(TResult));
        return _batches.WriteAsync(write, cancellationToken);
    }
}
