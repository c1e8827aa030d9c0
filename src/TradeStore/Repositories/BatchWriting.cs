using TradeStore.Decisions;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Repositories;

/// <summary>Writes what a caller's delegate puts into a batch, as one decision: one frame.</summary>
internal sealed class BatchWriting(RepositoryContext context, TickMarks? marks)
{
    /// <summary>Runs the delegate, again when what it decides needs rows that only the database has, and returns when what it wrote is durable.</summary>
    public async Task<TResult> WriteAsync<TResult>(Func<WriteBatch, TResult> write, CancellationToken cancellationToken)
    {
        var reading = new FillReading(context);
        while (true)
        {
            WriteBatch? batch = null;
            try
            {
                var result = await context.Live.Gate.DecideAsync(
                    decision =>
                    {
                        reading.Recorded.Restart();
                        batch = new WriteBatch(context, decision, reading);
                        try
                        {
                            return batch.Fill(() => write(batch));
                        }
                        catch (Exception) when (batch.IsUnread)
                        {
                            decision.Abandon();
                            return default!;
                        }
                    },
                    cancellationToken).ConfigureAwait(false);
                if (!batch!.IsUnread)
                {
                    marks?.Note(batch.Ticks);
                    return result;
                }
            }
            catch (DuplicateKeyException duplicate) when (duplicate is { Refused: Execution refused, Stored: null })
            {
                throw await reading.ShowStoredAsync(duplicate, refused, batch!.Executions, cancellationToken).ConfigureAwait(false);
            }

            await reading.ReadMissingAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
