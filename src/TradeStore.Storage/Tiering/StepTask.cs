using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>A step on its way, alone or with others: what fails for its partition alone is noted here, and keeps no other from going on.</summary>
/// <param name="step">The step.</param>
/// <param name="found">The partition as it was found; <see langword="null"/> when it is not there.</param>
/// <param name="progress">Who is told.</param>
internal sealed class StepTask(TieringStep step, PartitionSegments? found, StepProgress progress)
{
    public TieringStep Step => step;

    public StepProgress Progress => progress;

    public bool IsThere => found is not null;

    public PartitionSegments Found => found!;

    /// <summary>Gets or sets the segments that the partition has when the step is done.</summary>
    public IReadOnlyList<Segment> Segments { get; set; } = [];

    /// <summary>Gets what failed; <see langword="null"/> as long as nothing has.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Does a part of the step.</summary>
    public async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfOnePartition(exception))
        {
            Failure ??= exception;
        }
    }

    /// <summary>Does a part of the step; returns false when that failed.</summary>
    public bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (IsOfOnePartition(exception))
        {
            Failure ??= exception;
            return false;
        }
    }

    // That one partition is damaged, or that the archive is full, keeps no other from aging.
    private bool IsOfOnePartition(Exception exception) => exception switch
    {
        StoreFaultedException => false,
        StoreCorruptException or TradeStoreException { Code: TradeStoreErrorCode.WriteConflict } => true,
        TradeStoreException => step.Action is TieringAction.Archive or TieringAction.Expire,
        _ => false,
    };
}

/// <summary>Tells how far a step is, and that it is still wanted.</summary>
internal sealed class StepProgress(TieringStep step, IProgress<TieringProgress>? listener, TimeProvider clock, CancellationToken cancellationToken)
{
    private readonly long _started = clock.GetTimestamp();
    private long _rows;
    private long _bytes;
    private long _total;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Gets the rows written so far.</summary>
    public long Rows => _rows;

    public void Planned(long total)
    {
        _total = total;
        Report(TieringStage.Planning);
    }

    public void Written(long rows, long bytes)
    {
        _rows += rows;
        _bytes += bytes;
        Report(TieringStage.Writing);
    }

    public void Report(TieringStage stage)
    {
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        listener?.Report(new TieringProgress
        {
            Step = step,
            Stage = stage,
            Rows = _rows,
            TotalRows = _total,
            Bytes = _bytes,
            RowsPerSecond = seconds > 0 ? _rows / seconds : 0,
        });
    }
}
