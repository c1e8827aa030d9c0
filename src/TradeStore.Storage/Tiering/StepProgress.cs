namespace TradeStore.Storage.Tiering;

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
