using TradeStore.Errors;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Does steps one after the other; one run at a time.</summary>
internal sealed class TieringRun(TieringContext context) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly StepExecution _execution = new(context);

    /// <summary>Does what is due until nothing is; a step may make another one due.</summary>
    /// <param name="plan">Returns what is due.</param>
    /// <param name="target">What partitions become, where the steps' actions do not say.</param>
    /// <param name="listener">Who is told.</param>
    /// <param name="cancellationToken">Ends the run between two steps, or gives up the one that goes on.</param>
    public async Task<TieringReport> RunAsync(
        Func<IReadOnlyList<TieringStep>> plan, RewriteTarget? target, IProgress<TieringProgress>? listener, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(Store));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, cancellationToken);
        cancellationToken = either.Token;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var started = context.Clock.GetTimestamp();
            var (done, failed) = (new List<TieringResult>(), new List<TieringFailure>());
            var tried = new HashSet<(TieringAction Action, string Table, string Partition)>();
            while (plan().FirstOrDefault(s => !tried.Contains((s.Action, s.Table, s.Partition))) is { } step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tried.Add((step.Action, step.Table, step.Partition));
                await RunStepAsync(step, target, listener, done, failed, cancellationToken).ConfigureAwait(false);
            }

            return new TieringReport { Done = done, Failed = failed, Duration = context.Clock.GetElapsedTime(started) };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives the step that goes on up, and waits for that; no run begins after.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _turn.Wait(CancellationToken.None);
    }

    private async Task RunStepAsync(
        TieringStep step, RewriteTarget? target, IProgress<TieringProgress>? listener, List<TieringResult> done, List<TieringFailure> failed, CancellationToken cancellationToken)
    {
        var started = context.Clock.GetTimestamp();
        var progress = new StepProgress(step, listener, context.Clock, cancellationToken);
        try
        {
            var segments = await _execution.RunAsync(step, target, progress).ConfigureAwait(false);
            progress.Report(TieringStage.Done);
            done.Add(new TieringResult
            {
                Step = step,
                Rows = segments.Sum(s => s.Content!.Rows),
                Bytes = segments.Sum(s => s.Bytes ?? 0),
                Duration = context.Clock.GetElapsedTime(started),
            });
        }
        catch (TradeStoreException failure) when (failure is StoreCorruptException or ArchiveUnavailableException)
        {
            // That one partition is damaged, or the archive not at hand, keeps nothing else from aging.
            failed.Add(new TieringFailure(step, failure));
        }
    }
}
