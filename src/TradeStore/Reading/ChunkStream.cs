using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradeStore.Diagnostics;
using TradeStore.DuckDb.Vectors;
using TradeStore.Errors;
using TradeStore.Schema;

namespace TradeStore.Reading;

/// <summary>Streams what a plan reads as columns: a reader's thread fetches a few chunks ahead of the caller.</summary>
internal static class ChunkStream
{
    // With the groups' largest size, enough to keep the engine busy while the caller computes; more would only hold memory.
    private const int GroupsAhead = 3;

    /// <summary>Runs a plan and yields its chunks; the reader goes back to the pool when the enumeration ends, however it does.</summary>
    /// <param name="context">What every read needs.</param>
    /// <param name="table">The table that is read.</param>
    /// <param name="consistency">How much of what was acknowledged must be seen.</param>
    /// <param name="plan">What to run.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static async IAsyncEnumerable<ColumnChunk> RunAsync(
        ReadContext context, TableSchema table, ReadConsistency consistency, ReadPlan plan, string[] names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, "stream", table.Name);
        using var lease = await StartAsync(context, consistency, observed, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<List<DataChunk>>(new BoundedChannelOptions(GroupsAhead) { SingleReader = true, SingleWriter = true });
        var used = new ConcurrentQueue<DataChunk>();
        var pumping = lease.Reader.RunAsync(session =>
        {
            new StreamPump(session, context, table, channel.Writer, used, observed, cancellationToken, stop.Token).Run(plan);
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
            if (pumping.Exception?.InnerException is StoreCorruptException)
            {
                lease.Dispose();
                await context.Damages.WriteAsync().ConfigureAwait(false);
            }
        }
    }

    // An iterator cannot yield in a try that catches, so that what fails is noted where it does.
    private static async ValueTask<ReaderLease> StartAsync(ReadContext context, ReadConsistency consistency, ObservedQuery observed, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await context.StartAsync(consistency, cancellationToken).ConfigureAwait(false);
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
