using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>One partition while it is laid down anew: the rows of what was closed are written where nobody sees them yet, read back and compared.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="task">The step.</param>
/// <param name="target">What the partition becomes.</param>
/// <param name="closed">The segments of which the rows are taken.</param>
internal sealed class PartitionCopy(TieringContext context, StepTask task, RewriteTarget target, PartitionSegments closed) : IAsyncDisposable
{
    private readonly SourceRows _rows = new(closed, target.Reduction);
    private IReadOnlyList<Slice> _slices = [];
    private ISegmentBuild? _build;
    private SegmentContent? _expected;

    public StepTask Task => task;

    /// <summary>Gets the segments that are replaced.</summary>
    public PartitionSegments Closed => closed;

    /// <summary>Gets the segments that take their place.</summary>
    public IReadOnlyList<Segment> Built { get; private set; } = [];

    /// <summary>Gets a value indicating whether nothing has failed that is of this partition alone.</summary>
    public bool GoesOn => task.Failure is null;

    /// <summary>Gets the most rows of a slice.</summary>
    public long MostRows => target.Tier == Tier.Cold ? context.Options.Tiering.FileRows : context.Options.Tiering.SliceRows;

    /// <summary>Gets a value indicating whether a table is to be made for it.</summary>
    public bool IsToTable => target.Tier == Tier.Warm && _slices.Count > 0;

    /// <summary>Gets what its segments have in common.</summary>
    public Segment Shape => new(Id: 0, closed.Table, closed.Partition, Location: "", IsTimeOrdered: false)
    {
        Tier = target.Tier,
        State = SegmentState.Sealed,
        Generation = closed.Segments[^1].Generation,
        IsClustered = true,
        IsReduced = target.Reduction is not null || closed.Segments.All(s => s.IsReduced),
        WrittenAt = closed.Segments.Max(s => s.WrittenAt),
        WarmUntil = target.WarmUntil,
    };

    /// <summary>Gets the rows that count, as SQL that stands behind FROM.</summary>
    public IReadOnlyList<string> Rows => [_rows.All];

    /// <summary>Gets what was written, as SQL that stands behind FROM.</summary>
    public IReadOnlyList<string> Written => _slices.Count == 0 ? [] : _build!.Written;

    /// <summary>Gets a value indicating whether what is to be written is not known yet, and has to be counted.</summary>
    public bool HasToBeCounted => Counted() is null;

    /// <summary>Takes the slices into which the rows are cut.</summary>
    public void Plan(IReadOnlyList<Slice> slices)
    {
        _slices = slices;
        task.Progress.Planned(_slices.Sum(s => s.Rows));
    }

    /// <summary>Writes the rows.</summary>
    /// <param name="tables">The tables of the step.</param>
    /// <param name="table">The one of this partition, where it becomes one.</param>
    public async Task WriteAsync(UnnamedTables tables, Segment? table)
    {
        var build = _build = table is null ? new FileBuild(context, Shape) : new TableBuild(context, tables, table);
        foreach (var slice in _slices)
        {
            var bytes = await build.WriteAsync(_rows.Ordered(slice), slice, task.Progress.CancellationToken).ConfigureAwait(false);
            task.Progress.Written(slice.Rows, bytes);
            context.Reached(TieringPoint.SliceWritten);
        }

        context.Reached(TieringPoint.Built);
        task.Progress.Report(TieringStage.Verifying);
    }

    /// <summary>Takes what was counted of the rows.</summary>
    public void Expect(SegmentContent content) => _expected = content;

    /// <summary>Takes what was read back, and compares.</summary>
    /// <exception cref="StoreCorruptException">A segment is damaged, or what was written is not what was read.</exception>
    public async Task CompleteAsync(IReadOnlyList<SegmentContent> contents)
    {
        Compare(_expected ?? Counted()!, contents);
        Built = _slices.Count == 0 ? [] : await _build!.CompleteAsync(contents, _slices, task.Progress.CancellationToken).ConfigureAwait(false);
        context.Reached(TieringPoint.Verified);
    }

    /// <summary>Puts what was written where it is to stay.</summary>
    public void Publish() => Built = _build!.Publish(Built, task.Progress.CancellationToken);

    /// <summary>Keeps it, since the manifest is about to name it.</summary>
    public void Keep() => _build!.Keep();

    public ValueTask DisposeAsync() => _build?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Compare(SegmentContent expected, IReadOnlyList<SegmentContent> contents)
    {
        var actual = contents.Count == 0 ? expected with { Rows = 0 } : ContentReading.Sum(contents);
        if (ContentReading.Difference(expected, actual) is { } difference)
        {
            throw new StoreCorruptException(
                $"What was written of the partition {closed.Partition.Name} of '{closed.Table.Name}' is not what was read: {difference} It was given up; the partition is as it was.",
                [$"{closed.Table.Name} {closed.Partition.Name}: {difference}"]);
        }
    }

    // What was counted when a segment was made is what it has to hold still: the comparison sees damage that came since, too.
    private SegmentContent? Counted()
    {
        var isCounted = !closed.HasGenerations && _rows.IsWhole && closed.Segments.All(s => s.Content is not null && s.ColumnCount == closed.Table.Columns.Count && s.Former.Count == 0);
        return isCounted ? ContentReading.Sum([.. closed.Segments.Select(s => s.Content!)]) : null;
    }
}
