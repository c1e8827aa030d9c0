using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiering;

/// <summary>A segment that becomes a table of the database.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="tables">The tables of the step, which drop what is not named in the end.</param>
/// <param name="segment">The segment, but for what it holds.</param>
internal sealed class TableBuild(TieringContext context, UnnamedTables tables, Segment segment) : ISegmentBuild
{
    public IReadOnlyList<string> Written => [segment.Location];

    public async Task<long> WriteAsync(string rows, Slice slice, CancellationToken cancellationToken)
    {
        await tables.FillAsync($"INSERT INTO {segment.Location} ({TableDefinitionSql.Columns(segment.Table)}) {rows}", cancellationToken).ConfigureAwait(false);
        return 0;
    }

    public async Task<IReadOnlyList<Segment>> CompleteAsync(IReadOnlyList<SegmentContent> contents, IReadOnlyList<Slice> slices, CancellationToken cancellationToken)
    {
        // A table that does not fill a row group has no blocks of its own before the next checkpoint, and shares them then: what it takes is not known.
        var location = segment.Location;
        var bytes = contents[0].Rows < TableSize.RowGroup ? 0 : await context.RunAsync(session => TableSize.Read(session, location), cancellationToken).ConfigureAwait(false);
        return [segment with { Bytes = bytes > 0 ? bytes : null, Content = Slice.Complete(contents[0], slices) }];
    }

    public IReadOnlyList<Segment> Publish(IReadOnlyList<Segment> built, CancellationToken cancellationToken) => built;

    public void Keep()
    {
        // The tables are kept once they are named.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
