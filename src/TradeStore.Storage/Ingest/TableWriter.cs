using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>The door for a table's rows: validates and encodes on the caller's thread, and waits for the acknowledgement.</summary>
internal sealed class TableWriter<TRow>(Table<TRow> table, IngestLane lane, IngestOptions options, TimeProvider clock)
    where TRow : class
{
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing of the batch is kept.</exception>
    public ValueTask AppendAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken) => AppendAsync(rows, counting: null, cancellationToken);

    /// <summary>Writes a batch and has the writer count what becomes of its rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="counting">What counts them; <see langword="null"/> when nobody asks.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing of the batch is kept.</exception>
    public ValueTask AppendAsync(IReadOnlyList<TRow> rows, RowCounting? counting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        BatchScope.ThrowIfWithin();
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

        return WriteAsync(rows, single: null, counting, cancellationToken);
    }

    /// <exception cref="InvalidRowException">The row breaks a rule.</exception>
    public ValueTask AppendAsync(TRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        BatchScope.ThrowIfWithin();
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(rows: null, row, counting: null, cancellationToken);
    }

    private long Now() => clock.GetUnixMicroseconds();

    private async ValueTask WriteAsync(IReadOnlyList<TRow>? rows, TRow? single, RowCounting? counting, CancellationToken cancellationToken)
    {
        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        using var span = observed.StartSpan(table.Name);
        if (span.Activity is { } activity)
        {
            activity.SetTag("db.operation.batch.size", rows?.Count ?? 1).SetTag(MetricNames.CorrelationId, table.CorrelationId(single)?.ToString());
        }

        try
        {
            // Taken before the rows are encoded: whoever waits holds no memory but the caller's rows.
            var room = await lane.ReserveAsync(rows is null ? table.Encoder.Estimate([single!]) : table.Encoder.Estimate(rows), keepsPlace: true, cancellationToken).ConfigureAwait(false);
            var write = Queue(rows, single, counting, room);

            // Once queued a batch is written whatever becomes of the caller: nobody has to guess whether it was.
            await write.Acknowledged.ConfigureAwait(false);
            if (counting is not null)
            {
                counting.Sequence = write.Sequence;
            }

            observed.Acknowledged(write);
        }
        catch (Exception exception)
        {
            observed.Failed(table, exception);
            StoreTelemetry.Fail(span, exception);
            throw;
        }
    }

    private PendingWrite Queue(IReadOnlyList<TRow>? rows, TRow? single, RowCounting? counting, LaneRoom room)
    {
        ColumnBatch? batch = null;
        try
        {
            batch = rows is null ? table.Encoder.Encode(new ReadOnlySpan<TRow>(in single!), Now(), options.TimePrecision) : table.Encoder.Encode(rows, Now(), options.TimePrecision);
            var write = new PendingWrite(batch) { Counting = counting };
            write.ThrowIfTooLarge();
            lane.Enqueue(write, room);
            return write;
        }
        catch
        {
            batch?.Dispose();
            room.Dispose();
            throw;
        }
    }
}
