using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Reading;
using TradeStore.Storage.Errors;

namespace TradeStore.Import.Lean;

/// <summary>Stores a unit's batches and finds the file and line of a row the store refuses.</summary>
internal sealed class UnitAppender(IImportTarget target, DamagedLineRule rule)
{
    private readonly HashSet<LeanFile> _stopped = [];

    /// <summary>Gets what the store refused.</summary>
    public UnitTally Tally { get; } = new();

    /// <summary>Stores what of the batch the store takes and its files' state allows; returns the rows stored.</summary>
    public async ValueTask<int> AppendAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        var stored = 0;
        var pending = new Stack<RowBatch>();
        pending.Push(WithoutStopped(batch));
        while (pending.TryPop(out var rows))
        {
            if (rows.Count == 0)
            {
                continue;
            }

            try
            {
                await rows.AppendToAsync(target, cancellationToken).ConfigureAwait(false);
                stored += rows.Count;
            }
            catch (InvalidRowException refused)
            {
                // The store took nothing of the batch, so its parts can be handed in again.
                var (file, line) = (rows.FileOf(refused.RowIndex), rows.Origin(refused.RowIndex).LineNumber);
                var reason = $"The store refused column '{refused.Column}' = '{refused.Value}': {refused.Reason}";
                if (rule == DamagedLineRule.Skip)
                {
                    Tally.Skip(file, line, reason);
                    pending.Push(rows.Slice(refused.RowIndex + 1, rows.Count - refused.RowIndex - 1));
                    pending.Push(rows.Slice(0, refused.RowIndex));
                }
                else
                {
                    Tally.Fail(file, line, reason);
                    _stopped.Add(file);
                    pending.Push(WithoutStopped(rows));
                }
            }
        }

        return stored;
    }

    private RowBatch WithoutStopped(RowBatch batch)
    {
        if (_stopped.Count == 0)
        {
            return batch;
        }

        var left = batch.Unit.Files.FirstOrDefault(file => !_stopped.Contains(file));
        return left is null ? batch.Slice(0, 0) : batch.Of(left);
    }
}
