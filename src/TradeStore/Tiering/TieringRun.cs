using System.Runtime.ExceptionServices;
using TradeStore.Diagnostics;
using TradeStore.Errors;
using TradeStore.Tiers;
using TradeStore.Verification;

namespace TradeStore.Tiering;

/// <summary>Does steps one after the other; one run at a time.</summary>
internal sealed class TieringRun(TieringContext context) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly StepExecution _execution = new(context);

    /// <summary>Gets how the last run of what is due ended; <see langword="null"/> while there was none.</summary>
    public TieringOutcome? Last { get; private set; }

    /// <summary>Does what is due until nothing is, and notes how it ended.</summary>
    /// <param name="mayGoOn">Tells between two steps whether to go on.</param>
    /// <param name="listener">Who is told.</param>
    /// <param name="cancellationToken">Ends the run between two steps, or gives up the one that goes on.</param>
    public async Task<TieringReport> RunDueAsync(Func<bool> mayGoOn, IProgress<TieringProgress>? listener, CancellationToken cancellationToken)
    {
        try
        {
            var report = await RunAsync(() => mayGoOn() ? TieringPlanner.Plan(context) : [], target: null, listener, cancellationToken).ConfigureAwait(false);
            Last = new TieringOutcome(context.Clock.GetUtcNow().UtcDateTime, report.Failed.Count == 0 ? null : report.Failed[0].Cause.Message);
            context.Options.Telemetry?.Tiered(report);
            return report;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Last = new TieringOutcome(context.Clock.GetUtcNow().UtcDateTime, exception.Message);
            throw;
        }
    }

    /// <summary>Does steps until there are none; a step may make another one due.</summary>
    /// <param name="plan">Returns what is due.</param>
    /// <param name="target">What partitions become, where the steps' actions do not say.</param>
    /// <param name="listener">Who is told.</param>
    /// <param name="cancellationToken">Ends the run between two steps, or gives up the one that goes on.</param>
    public async Task<TieringReport> RunAsync(
        Func<IEnumerable<TieringStep>> plan, RewriteTarget? target, IProgress<TieringProgress>? listener, CancellationToken cancellationToken)
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
            var full = default(ExceptionDispatchInfo);
            await context.AppliedAsync().ConfigureAwait(false);
            while (plan().FirstOrDefault(s => !tried.Contains((s.Action, s.Table, s.Partition)) && (full is null || s.Action == TieringAction.Retain)) is { } step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tried.Add((step.Action, step.Table, step.Partition));
                try
                {
                    await RunStepAsync(step, target, listener, done, failed, cancellationToken).ConfigureAwait(false);
                }
                catch (DiskFullException exception)
                {
                    // What makes room goes on.
                    full ??= ExceptionDispatchInfo.Capture(exception);
                }
            }

            full?.Throw();
            return new TieringReport { Done = done, Failed = failed, Duration = context.Clock.GetElapsedTime(started) };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Has the step that goes on give up, without waiting for it.</summary>
    public void StopWaiting() => _closing.Cancel();

    /// <summary>Gives the step that goes on up, and waits for that; no run begins after.</summary>
    public void Dispose()
    {
        StopWaiting();
        _turn.Wait(CancellationToken.None);
    }

    private async Task RunStepAsync(
        TieringStep step, RewriteTarget? target, IProgress<TieringProgress>? listener, List<TieringResult> done, List<TieringFailure> failed, CancellationToken cancellationToken)
    {
        var started = context.Clock.GetTimestamp();
        var progress = new StepProgress(step, GuardedProgress<TieringProgress>.Of(listener, context.Options.Telemetry), context.Clock, cancellationToken);
        try
        {
            var segments = await _execution.RunAsync(step, target, progress).ConfigureAwait(false);
            progress.Report(TieringStage.Done);
            var result = new TieringResult
            {
                Step = step,
                Rows = segments.Sum(s => s.Content?.Rows ?? 0),
                Bytes = segments.Sum(s => s.Bytes ?? 0),
                Duration = context.Clock.GetElapsedTime(started),
            };
            done.Add(result);
            context.Options.Telemetry?.Tiered(result, step.Action == TieringAction.Retain ? step.Rows ?? 0 : progress.Rows);
        }
        catch (Exception exception)
        {
            context.Options.Telemetry?.TieringFailed(step, exception, context.Clock.GetElapsedTime(started));
            if (!IsOfOnePartition(step, exception))
            {
                throw;
            }

            if (exception is StoreCorruptException)
            {
                await new DamageRecord(context).WriteAsync().ConfigureAwait(false);
            }

            failed.Add(new TieringFailure(step, exception));
        }
    }

    // That one partition is damaged, or that the archive is full, keeps no other from aging.
    private static bool IsOfOnePartition(TieringStep step, Exception exception) => exception switch
    {
        StoreFaultedException => false,
        StoreCorruptException or TradeStoreException { Code: TradeStoreErrorCode.WriteConflict } => true,
        TradeStoreException => step.Action is TieringAction.Archive or TieringAction.Retain,
        _ => false,
    };
}
