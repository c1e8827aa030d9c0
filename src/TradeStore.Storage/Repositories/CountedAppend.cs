using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Repositories;

/// <summary>An append whose caller waits until it is known what became of its rows.</summary>
internal static class CountedAppend
{
    /// <summary>Writes a batch and waits until it is applied. Once it is durable nothing is thrown any more: what is not known then is said.</summary>
    public static async ValueTask<AppendResult> RunAsync<TRow>(
        TableWriter<TRow> writer, TableSchema table, ReadContext context, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var counting = new RowCounting();
        await writer.AppendAsync(rows, counting, cancellationToken).ConfigureAwait(false);
        try
        {
            await context.Barrier.WaitAsync(counting.Sequence, [table], context.Options.QueryTimeout, context.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (Reason(failure) is { } reason)
        {
            counting.GiveUp(reason);
        }

        return counting.Result(rows.Count);
    }

    private static UncountedReason? Reason(Exception failure) => failure switch
    {
        QueryTimeoutException => UncountedReason.NotAppliedInTime,
        DiskFullException => UncountedReason.DiskFull,
        OperationCanceledException => UncountedReason.Cancelled,
        StoreFaultedException or ObjectDisposedException => UncountedReason.StoreFaulted,
        _ => null,
    };
}
