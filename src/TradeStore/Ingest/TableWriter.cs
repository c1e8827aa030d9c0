using TradeStore.Configuration;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Schema;

namespace TradeStore.Ingest;

/// <summary>The door for a table's rows: validates and encodes on the caller's thread, and waits for the acknowledgement.</summary>
internal sealed class TableWriter<TRow>(Table<TRow> table, IngestLane lane, IngestOptions options, TimeProvider clock)
    where TRow : class
{
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing of the batch is kept.</exception>
    public ValueTask AppendAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        if (rows.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        if (rows.Count > options.MaximumBatchRows)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.BatchTooLarge,
                $"The batch for '{table.Name}' has {rows.Count:N0} rows, more than Ingest.MaximumBatchRows ({options.MaximumBatchRows:N0}). Append it in parts.");
        }

        return WriteAsync(table.Encoder.Encode(rows, Now()), cancellationToken);
    }

    /// <exception cref="InvalidRowException">The row breaks a rule.</exception>
    public ValueTask AppendAsync(TRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(table.Encoder.Encode(new ReadOnlySpan<TRow>(in row), Now()), cancellationToken);
    }

    private long Now() => DuckDb.Vectors.TimestampConversion.ToMicroseconds(clock.GetUtcMicroseconds());

    private async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        var write = new PendingWrite(batch);
        try
        {
            write.ThrowIfTooLarge();
            await lane.EnqueueAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        // Once queued a batch is written whatever becomes of the caller: nobody has to guess whether it was.
        await write.Acknowledged.ConfigureAwait(false);
    }
}
