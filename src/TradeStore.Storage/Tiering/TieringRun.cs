using System.Runtime.ExceptionServices;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Tiering;

/// <summary>Does steps, small ones several together; one run at a time.</summary>
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
    /// <param name="cancellationToken">Ends the run between two steps, or gives up what goes on.</param>
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
    /// <param name="cancellationToken">Ends the run between two steps, or gives up what goes on.</param>
    public async Task<TieringReport> RunAsync(
        Func<IEnumerable<TieringStep>> plan, RewriteTarget? target, IProgress<TieringProgress>? listener, CancellationToken cancellationToken)
    {
        StoreClosed.ThrowIf(_closing.IsCancellationRequested);
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
            while (Due(plan(), s => !tried.Contains(Key(s)) && (full is null || s.Action == TieringAction.Expire)) is { Count: > 0 } due)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tried.Add(Key(due[0]));
                try
                {
                    await RunTogetherAsync(due, tried, target, listener, done, failed, cancellationToken).ConfigureAwait(false);
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

    private static (TieringAction Action, string Table, string Partition) Key(TieringStep step) => (step.Action, step.Table, step.Partition);

    // The first that is left, and those behind it that may be done together with it.
    private static List<TieringStep> Due(IEnumerable<TieringStep> plan, Func<TieringStep, bool> isLeft)
    {
        var due = new List<TieringStep>();
        foreach (var step in plan.Where(isLeft))
        {
            if (due.Count == StepGroup.MostPartitions || (due.Count > 0 && step.Action != due[0].Action))
            {
                break;
            }

            due.Add(step);
        }

        return due;
    }

    private async Task RunTogetherAsync(
        List<TieringStep> due,
        HashSet<(TieringAction Action, string Table, string Partition)> tried,
        RewriteTarget? target,
        IProgress<TieringProgress>? listener,
        List<TieringResult> done,
        List<TieringFailure> failed,
        CancellationToken cancellationToken)
    {
        var started = context.Clock.GetTimestamp();
        var guarded = GuardedProgress<TieringProgress>.Of(listener, context.Options.Telemetry);
        IReadOnlyList<StepTask> tasks = due.ConvertAll(step => _execution.Of(step, new StepProgress(step, guarded, context.Clock, cancellationToken)));
        try
        {
            tasks = await _execution.TogetherAsync(tasks, cancellationToken).ConfigureAwait(false);
            tried.UnionWith(tasks.Select(task => Key(task.Step)));
            await _execution.RunAsync(tasks, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var task in tasks.Where(task => tried.Contains(Key(task.Step))))
            {
                context.Options.Telemetry?.TieringFailed(task.Step, task.Failure ?? exception, context.Clock.GetElapsedTime(started));
            }

            throw;
        }

        var each = context.Clock.GetElapsedTime(started) / tasks.Count;
        foreach (var task in tasks)
        {
            if (task.Failure is { } failure)
            {
                failed.Add(new TieringFailure(task.Step, failure));
                context.Options.Telemetry?.TieringFailed(task.Step, failure, each);
            }
            else
            {
                Complete(task, each, done);
            }
        }

        if (tasks.Any(task => task.Failure is StoreCorruptException))
        {
            await new DamageRecord(context).WriteAsync().ConfigureAwait(false);
        }
    }

    private void Complete(StepTask task, TimeSpan duration, List<TieringResult> done)
    {
        task.Progress.Report(TieringStage.Done);
        var result = new TieringResult
        {
            Step = task.Step,
            Rows = task.Segments.Sum(s => s.Content?.Rows ?? 0),
            Bytes = task.Segments.Sum(s => s.Bytes ?? 0),
            Duration = duration,
        };
        done.Add(result);
        context.Options.Telemetry?.Tiered(result, task.Step.Action == TieringAction.Expire ? task.Step.Rows ?? 0 : task.Progress.Rows);
    }
}
