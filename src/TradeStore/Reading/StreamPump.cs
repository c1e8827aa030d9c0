using System.Collections.Concurrent;
using System.Threading.Channels;
using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Schema;

namespace TradeStore.Reading;

/// <summary>Fetches a stream's chunks on a reader's thread and hands them over in groups.</summary>
internal sealed class StreamPump(
    DuckDbSession session,
    ReadContext context,
    TableSchema table,
    ChannelWriter<List<DataChunk>> writer,
    ConcurrentQueue<DataChunk> used,
    ObservedQuery observed,
    CancellationToken callersToken,
    CancellationToken stop)
{
    // A hand-over wakes the caller's thread, which costs more than a chunk: groups start with one chunk, for the first rows' sake, and double.
    private const int LargestGroup = 8;
    private List<DataChunk> _group = [];
    private int _groupSize = 1;
    private long _rows;

    public void Run(ReadPlan plan)
    {
        using var guard = new QueryGuard(session, context.Options.QueryTimeout, context.Clock, stop);
        try
        {
            guard.ThrowIfStopped();
            using var transaction = new ReadTransaction(session, context.Maps);
            try
            {
                Run(plan, transaction, guard);
            }
            catch (DuckDbException exception)
            {
                throw Explained(guard, exception, new DamageSearch(transaction.Map, [table]));
            }
        }
        catch (Exception exception)
        {
            var explained = exception is DuckDbException or OperationCanceledException ? Explained(guard, exception, damage: null) : exception;
            observed.Failed(explained);
            if (ReferenceEquals(explained, exception))
            {
                throw;
            }

            throw explained;
        }
        finally
        {
            _group.ForEach(chunk => chunk.Dispose());
            writer.Complete();
        }
    }

    private void Run(ReadPlan plan, ReadTransaction transaction, QueryGuard guard)
    {
        foreach (var chunk in plan.Chunks(session, transaction, observed))
        {
            _rows += chunk.RowCount;
            _group.Add(chunk);
            if (_group.Count >= _groupSize)
            {
                HandOver(guard);
            }

            if (guard.IsStopped)
            {
                break;
            }
        }

        HandOver(guard);
        guard.ThrowIfStopped();
        observed.Completed(_rows);
    }

    private Exception Explained(QueryGuard guard, Exception exception, DamageSearch? damage) =>
        callersToken.IsCancellationRequested || !stop.IsCancellationRequested
            ? guard.Explain(exception, damage)
            : new OperationCanceledException("The stream was left.", exception, stop);

    private void HandOver(QueryGuard guard)
    {
        if (_group.Count == 0)
        {
            return;
        }

        while (!writer.TryWrite(_group))
        {
            // A caller who computes for long does not use the query's time up.
            guard.Pause();
            observed.Pause();
            if (!writer.WaitToWriteAsync(stop).AsTask().GetAwaiter().GetResult())
            {
                return;
            }

            observed.Resume();
        }

        while (used.TryDequeue(out var chunk))
        {
            chunk.Dispose();
        }

        guard.Restart();
        _group = new List<DataChunk>(LargestGroup);
        _groupSize = Math.Min(_groupSize * 2, LargestGroup);
    }
}
