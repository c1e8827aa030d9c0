using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>Streams a series table as columns: a reader's thread fetches a few chunks ahead of the caller.</summary>
internal static class SeriesStream
{
    // Enough to keep the engine busy while the caller computes; more would only hold memory.
    private const int ChunksAhead = 16;

    public static async IAsyncEnumerable<ColumnChunk> RunAsync(
        TableSchema table, ReadContext context, SeriesQuery query, SeriesFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] names = query.Columns.Count > 0 ? [.. query.Columns] : [.. table.Columns.Select(c => c.Name)];
        var columns = string.Join(", ", names.Select(n => TableDefinitionSql.Quote(table.Columns[table.Ordinal(n)].Name)));
        using var lease = await context.StartAsync(query.Consistency, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<DataChunk>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
        var pumping = lease.Reader.RunAsync(session =>
        {
            new Pump(session, context, channel.Writer, cancellationToken, stop.Token).Run(table, query, filter, columns);
            return true;
        });
        var shown = new ColumnChunk(names);
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (channel.Reader.TryRead(out var chunk))
                {
                    shown.Show(chunk);
                    yield return shown;
                }
            }

            await pumping.ConfigureAwait(false);
        }
        finally
        {
            shown.Show(null);
            await stop.CancelAsync().ConfigureAwait(false);
            while (await channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (channel.Reader.TryRead(out var chunk))
                {
                    chunk.Dispose();
                }
            }

            // The reader goes back to the pool only when its thread has let go of it.
            await Task.WhenAny(pumping).ConfigureAwait(false);
        }
    }

    private sealed class Pump(
        DuckDbSession session, ReadContext context, ChannelWriter<DataChunk> writer, CancellationToken callersToken, CancellationToken stop)
    {
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

                guard.ThrowIfStopped();
            }
            catch (Exception exception) when (exception is DuckDbException or OperationCanceledException)
            {
                throw callersToken.IsCancellationRequested || !stop.IsCancellationRequested
                    ? guard.Explain(exception)
                    : new OperationCanceledException("The stream was left.", exception, stop);
            }
            finally
            {
                writer.Complete();
            }
        }

        private long Send(string sql, SeriesFilter filter, QueryGuard guard)
        {
            using var statement = session.Prepare(sql);
            filter.Bind(statement);
            using var result = statement.Execute();
            long rows = 0;
            while (!guard.IsStopped && result.FetchChunk() is { } chunk)
            {
                rows += chunk.RowCount;
                while (!writer.TryWrite(chunk))
                {
                    // A caller who computes for long does not use the query's time up.
                    guard.Pause();
                    if (stop.IsCancellationRequested || !writer.WaitToWriteAsync(stop).AsTask().GetAwaiter().GetResult())
                    {
                        chunk.Dispose();
                        return rows;
                    }
                }

                guard.Restart();
            }

            return rows;
        }
    }
}
