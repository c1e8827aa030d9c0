using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage;

/// <content>Rows of several tables as one write.</content>
public sealed partial class TableStore
{
    /// <summary>
    /// Writes rows of several tables as one: all or nothing, durable when the task completes, and seen together by every read that starts after that; no snapshot has a part of them.
    /// </summary>
    /// <param name="write">Adds the rows. What it throws goes to the caller, and nothing is written.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the batch is written.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing was kept. The error names the table, the index among the batch's rows of that table, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large for one frame of the journal, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing was kept.</exception>
    public Task WriteAsync(Action<TableBatch> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        ThrowIfClosed();
        BatchScope.ThrowIfAsynchronous(write, typeof(void));
        BatchScope.ThrowIfWithin();
        cancellationToken.ThrowIfCancellationRequested();
        var rows = new FrameRows();
        var batch = new TableBatch(rows, CheckDeclared, Ingest.MaximumBatchRows);
        batch.Fill(() =>
        {
            write(batch);
            return true;
        });

        // Not by the lane of telemetry, which drops.
        return rows.IsEmpty
            ? Task.CompletedTask
            : new FrameWriter(_parts.Lanes![Lane.Market]).WriteAsync(rows.Estimate(), () => [rows.Encode(_options.TimeProvider.GetUnixMicroseconds(), Ingest.TimePrecision)], cancellationToken);
    }

    // Rows of tables that a layer above keeps rules for go by its repositories alone.
    internal void CheckDeclared(TableSchema table)
    {
        var isBuiltIn = _options.BuiltInTables.Any(t => t.Name == table.Name);
        if (isBuiltIn || !_parts.Catalog!.Holds(table))
        {
            throw new ArgumentException(
                _parts.Catalog!.TryGet(table.Name, out _) && !isBuiltIn
                    ? $"The store was opened with another declaration of '{table.Name}': keep the one that is in its options' Tables, and pass that."
                    : $"The store was not opened with the table '{table.Name}'; add its declaration to its options' Tables.",
                nameof(table));
        }
    }
}
