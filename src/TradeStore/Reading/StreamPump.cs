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

    public void Run(TableSchema table, SeriesQuery query, SeriesFilter filter, string columns)
    {
        using var guard = new QueryGuard(session, context.Options.QueryTimeout, context.Clock, stop);
        try
        {
            using var transaction = new ReadTransaction(session, context.Maps);
            var applied = transaction.Applied(table);
            var left = query.Limit ?? long.MaxValue;
            foreach (var sql in SeriesPlan.Range(transaction.Map, context.Maps.Current, table, applied, filter, columns, query.Order))
            {
                if (left <= 0 || guard.IsStopped)
                {
                    break;
                }

                left -= Send(left == long.MaxValue ? sql : $"{sql} LIMIT {left}", filter, guard);
            }

            HandOver(guard);
            guard.ThrowIfStopped();
            observed.Completed(_rows);
        }
        catch (Exception exception) when (exception is DuckDbException or OperationCanceledException)
        {
            var explained = callersToken.IsCancellationRequested || !stop.IsCancellationRequested
                ? guard.Explain(exception)
                : new OperationCanceledException("The stream was left.", exception, stop);
            observed.Failed(explained);
            throw explained;
        }
        finally
        {
            _group.ForEach(chunk => chunk.Dispose());
            writer.Complete();
        }
    }

    private long Send(string sql, SeriesFilter filter, QueryGuard guard)
    {
        observed.Runs(sql);
        using var statement = session.Prepare(sql);
        filter.Bind(statement);
        using var result = statement.Execute();
        long rows = 0;
        while (!guard.IsStopped && result.FetchChunk() is { } chunk)
        {
            rows += chunk.RowCount;
            _rows += chunk.RowCount;
            _group.Add(chunk);
            if (_group.Count >= _groupSize)
            {
                HandOver(guard);
            }
        }

        return rows;
    }

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
