using TradeStore.Configuration;
using TradeStore.Diagnostics;
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

        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        ColumnBatch batch;
        try
        {
            batch = table.Encoder.Encode(rows, Now(), options.TimePrecision);
        }
        catch (Exception exception)
        {
            observed.Failed(table, exception);
            throw;
        }

        return WriteAsync(batch, observed, single: null, cancellationToken);
    }

    /// <exception cref="InvalidRowException">The row breaks a rule.</exception>
    public ValueTask AppendAsync(TRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        cancellationToken.ThrowIfCancellationRequested();
        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        ColumnBatch batch;
        try
        {
            batch = table.Encoder.Encode(new ReadOnlySpan<TRow>(in row), Now(), options.TimePrecision);
        }
        catch (Exception exception)
        {
            observed.Failed(table, exception);
            throw;
        }

        return WriteAsync(batch, observed, row, cancellationToken);
    }

    private long Now() => clock.GetUnixMicroseconds();

    private async ValueTask WriteAsync(ColumnBatch batch, ObservedWrite observed, TRow? single, CancellationToken cancellationToken)
    {
        using var span = observed.StartSpan(table.Name);
        span?.SetTag("db.operation.batch.size", batch.RowCount).SetTag(MetricNames.CorrelationId, table.CorrelationId(single)?.ToString());
        try
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
            observed.Acknowledged(write);
        }
        catch (Exception exception)
        {
            observed.Failed(table, exception);
            StoreTelemetry.Fail(span, exception);
            throw;
        }
    }
}
