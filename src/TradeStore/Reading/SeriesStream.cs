using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>Streams a series table as columns: a reader's thread fetches a few chunks ahead of the caller.</summary>
internal static class SeriesStream
{
    // With the groups' largest size, enough to keep the engine busy while the caller computes; more would only hold memory.
    private const int GroupsAhead = 3;

    public static async IAsyncEnumerable<ColumnChunk> RunAsync(
        TableSchema table, ReadContext context, SeriesQuery query, SeriesFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] names = query.Columns.Count > 0 ? [.. query.Columns] : [.. table.Columns.Select(c => c.Name)];
        var columns = string.Join(", ", names.Select(n => TableDefinitionSql.Quote(table.Columns[table.Ordinal(n)].Name)));
        using var observed = new ObservedQuery(context.Telemetry, "stream", table.Name);
        using var lease = await StartAsync(context, query, observed, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<List<DataChunk>>(new BoundedChannelOptions(GroupsAhead) { SingleReader = true, SingleWriter = true });
        var used = new ConcurrentQueue<DataChunk>();
        var pumping = lease.Reader.RunAsync(session =>
        {
            new StreamPump(session, context, channel.Writer, used, observed, cancellationToken, stop.Token).Run(table, query, filter, columns);
            return true;
        });
        var shown = new ColumnChunk(names);
        List<DataChunk> left = [];
        var next = 0;
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (channel.Reader.TryRead(out var group))
                {
                    left = group;
                    for (next = 0; next < group.Count;)
                    {
                        Return(shown.Show(group[next++]), used);
                        yield return shown;
                    }
                }
            }

            await pumping.ConfigureAwait(false);
        }
        finally
        {
            Return(shown.Show(null), used);
            await stop.CancelAsync().ConfigureAwait(false);
            left.Skip(next).ToList().ForEach(chunk => chunk.Dispose());
            while (await channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (channel.Reader.TryRead(out var group))
                {
                    group.ForEach(chunk => chunk.Dispose());
                }
            }

            while (used.TryDequeue(out var chunk))
            {
                chunk.Dispose();
            }

            // The reader goes back to the pool only when its thread has let go of it.
            await Task.WhenAny(pumping).ConfigureAwait(false);
        }
    }

    // An iterator cannot yield in a try that catches, so that what fails is noted where it does.
    private static async ValueTask<ReaderLease> StartAsync(ReadContext context, SeriesQuery query, ObservedQuery observed, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await context.StartAsync(query.Consistency, cancellationToken).ConfigureAwait(false);
            observed.Leased();
            return lease;
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            throw;
        }
    }

    // Memory is cheapest freed by the thread that took it: the reader's frees what the caller has seen.
    private static void Return(DataChunk? chunk, ConcurrentQueue<DataChunk> used)
    {
        if (chunk is not null)
        {
            used.Enqueue(chunk);
        }
    }
}
