using System.Runtime.CompilerServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>Streams what a plan reads as columns: a reader's thread fetches a few chunks ahead of the caller.</summary>
internal static class ChunkStream
{
    /// <summary>Runs a plan and yields its chunks; the reader goes back to the pool when all is read, or when the enumeration ends, however it does.</summary>
    /// <param name="context">What every read needs.</param>
    /// <param name="table">The table that is read.</param>
    /// <param name="consistency">How much of what was acknowledged must be seen.</param>
    /// <param name="plan">What to run.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static async IAsyncEnumerable<ColumnChunk> RunAsync(
        ReadContext context, TableSchema table, ReadConsistency consistency, ReadPlan plan, string[] names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hold = new StreamHold(await StartAsync(context, table, consistency, plan, cancellationToken).ConfigureAwait(false));
        var shown = new ColumnChunk(names);
        List<DataChunk> left = [];
        var next = 0;
        try
        {
            while (await hold.Feed.NextAsync().ConfigureAwait(false) is { } group)
            {
                left = group;
                for (next = 0; next < group.Count;)
                {
                    hold.Feed.ThrowIfClosed();
                    hold.Feed.Return(shown.Show(group[next++]));
                    yield return shown;
                }
            }

            hold.Feed.ThrowIfClosed();
        }
        finally
        {
            hold.Feed.Return(shown.Show(null));
            left.Skip(next).ToList().ForEach(chunk => chunk.Dispose());
            await hold.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<StreamFeed> StartAsync(ReadContext context, TableSchema table, ReadConsistency consistency, ReadPlan plan, CancellationToken cancellationToken)
    {
        var observed = new ObservedQuery(context.Telemetry, "stream", table.Name);
        try
        {
            var lease = await context.StartAsync(consistency, [table], cancellationToken).ConfigureAwait(false);
            observed.Leased();
            return StreamFeed.Start(lease, context, new PlannedRead(context, table, plan), observed, cancellationToken);
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            observed.Dispose();
            throw;
        }
    }
}
