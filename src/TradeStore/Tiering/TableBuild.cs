using TradeStore.Errors;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;
using TradeStore.Writing;

namespace TradeStore.Tiering;

/// <summary>A segment that becomes a table of the database.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="shape">The segment, but for its name and what it holds.</param>
internal sealed class TableBuild(TieringContext context, Segment shape) : ISegmentBuild
{
    private WarmWriter? _writer;
    private Segment? _segment;
    private bool _isSwitched;

    public async Task<long> WriteAsync(string rows, Slice slice, CancellationToken cancellationToken)
    {
        var segment = _segment ??= await CreateAsync().ConfigureAwait(false);
        var columns = TableDefinitionSql.Columns(segment.Table);
        try
        {
            await context.RunAsync(
                session => _writer!.Build(() => session.Execute($"INSERT INTO {segment.Location} ({columns}) {rows}")), cancellationToken).ConfigureAwait(false);
        }
        catch (TradeStoreException)
        {
            // That the table is gone is no fault of the statement.
            await context.AskAsync(ThrowIfReopened).ConfigureAwait(false);
            throw;
        }

        return 0;
    }

    public async Task<IReadOnlyList<Segment>> ReadBackAsync(IReadOnlyList<Slice> slices, CancellationToken cancellationToken)
    {
        var (table, location) = (_segment!.Table, _segment.Location);
        var content = await context.RunAsync(session => ContentReading.Read(session, table, location, table.Columns.Count), cancellationToken).ConfigureAwait(false);
        var bytes = await context.RunAsync(session => TableSize.Read(session, location), cancellationToken).ConfigureAwait(false);

        // A small table has no blocks of its own before the next checkpoint: what it takes is not known then.
        return [_segment with { Bytes = bytes > 0 ? bytes : null, Content = Slice.Complete(content, slices) }];
    }

    public async Task<IReadOnlyList<Segment>> SwitchAsync(IReadOnlyCollection<Segment> removed, IReadOnlyList<Segment> built, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await context.AskAsync(writer =>
        {
            ThrowIfReopened(writer);
            writer.Changes.Replace(removed, built);
            _isSwitched = true;
        }).ConfigureAwait(false);
        context.Reached(TieringPoint.Switched);
        return built;
    }

    public async ValueTask DisposeAsync()
    {
        if (_segment is not null && !_isSwitched)
        {
            await Leftovers.DropAsync(context, _segment, _writer!).ConfigureAwait(false);
        }
    }

    private async Task<Segment> CreateAsync()
    {
        var made = await context.AskAsync(writer =>
        {
            _writer = writer;
            return writer.Changes.CreateUnnamed(shape.Table, shape.Partition);
        }).ConfigureAwait(false);
        _segment = shape with { Id = made.Id, Location = made.Location, CreatedAt = made.CreatedAt };

        // The engine's log is not to hold a new table and its rows; where a read is in the way it is done later.
        await context.AwaitAsync(writer => writer.TryCheckpointAsync()).ConfigureAwait(false);
        return _segment;
    }

    // An engine that was opened again has dropped the table; of no rows there is none.
    private void ThrowIfReopened(WarmWriter writer)
    {
        if (_segment is not null && !ReferenceEquals(writer, _writer))
        {
            throw new TradeStoreException(TradeStoreErrorCode.EngineReopening, "The engine was opened again while a partition was being laid down; it is tried again next time.");
        }
    }
}
