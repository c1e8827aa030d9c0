using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradeStore.Import.Lean.Files;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Reads the next files while the one before is stored, a bounded number of them and of batches of each.</summary>
internal sealed class ReadAhead(IReadOnlyList<LeanUnit> units, LeanImportOptions options)
{
    private const int BatchesAhead = 2;

    /// <summary>Gives the units in order, each with its batches in order. Leaving the loop early stops all reading.</summary>
    public async IAsyncEnumerable<PendingUnit> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new Queue<(PendingUnit Unit, Task Reading)>();
        try
        {
            var next = 0;
            while (next < units.Count || queue.Count > 0)
            {
                while (next < units.Count && queue.Count <= options.FilesAhead)
                {
                    queue.Enqueue(Start(units[next++], stop.Token));
                }

                yield return queue.Peek().Unit;
                await queue.Peek().Reading.ConfigureAwait(false);
                queue.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var (_, reading) in queue)
            {
                await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private (PendingUnit Unit, Task Reading) Start(LeanUnit unit, CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<RowBatch>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var tally = new UnitTally();
        var reading = Task.Run(() => ReadUnitAsync(unit, tally, batches.Writer, cancellationToken), cancellationToken);
        return (new PendingUnit(unit, tally, batches.Reader), reading);
    }

    private async Task ReadUnitAsync(LeanUnit unit, UnitTally tally, ChannelWriter<RowBatch> batches, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            foreach (var batch in UnitReader.Read(unit, options, tally))
            {
                await batches.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            batches.TryComplete(error);
        }
    }
}
