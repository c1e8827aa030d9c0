using System.Threading.Channels;
using TradeStore.Import.Lean.Files;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Rows of one unit in the order they are to be stored, and where each came from.</summary>
internal abstract class RowBatch(LeanUnit unit)
{
    public LeanUnit Unit => unit;

    public abstract int Count { get; }

    public abstract LineOrigin Origin(int row);

    public LeanFile FileOf(int row) => (Origin(row).IsQuote ? unit.Quote : unit.Trade)!;

    /// <summary>Hands the rows to the store.</summary>
    public abstract ValueTask AppendToAsync(IImportTarget target, CancellationToken cancellationToken);

    /// <summary>Returns a part of the rows, without copying them.</summary>
    public abstract RowBatch Slice(int start, int count);

    /// <summary>Returns the rows of one of the unit's files.</summary>
    public abstract RowBatch Of(LeanFile file);
}

/// <summary>A batch of bars with the line of each; a bar of both files stands for its trade line.</summary>
internal sealed class BarBatch(LeanUnit unit, ArraySegment<Bar> bars, ArraySegment<LineOrigin> origins) : RowBatch(unit)
{
    public IReadOnlyList<Bar> Bars => bars;

    public override int Count => bars.Count;

    public override LineOrigin Origin(int row) => origins[row];

    public override ValueTask AppendToAsync(IImportTarget target, CancellationToken cancellationToken) =>
        target.AppendAsync(bars.Array!.Length == bars.Count ? bars.Array : bars, cancellationToken);

    public override RowBatch Slice(int start, int count) => new BarBatch(Unit, bars.Slice(start, count), origins.Slice(start, count));

    /// <summary>Returns none: a bar can hold both files' lines, so both are stopped together.</summary>
    public override RowBatch Of(LeanFile file) => Slice(0, 0);
}

/// <summary>A batch of ticks: their sequence numbers say where they came from.</summary>
internal sealed class TickBatch(LeanUnit unit, ArraySegment<Tick> ticks) : RowBatch(unit)
{
    public IReadOnlyList<Tick> Ticks => ticks;

    public override int Count => ticks.Count;

    public override LineOrigin Origin(int row) => new(ticks[row].SequenceNumber!.Value);

    public override ValueTask AppendToAsync(IImportTarget target, CancellationToken cancellationToken) =>
        target.AppendAsync(ticks.Array!.Length == ticks.Count ? ticks.Array : ticks, cancellationToken);

    public override RowBatch Slice(int start, int count) => new TickBatch(Unit, ticks.Slice(start, count));

    public override RowBatch Of(LeanFile file) => new TickBatch(Unit, ticks.Where((_, row) => FileOf(row) == file).ToArray());
}

/// <summary>A unit that is being read. <paramref name="Tally"/> is the reader's until <paramref name="Batches"/> is complete.</summary>
internal sealed record PendingUnit(LeanUnit Unit, UnitTally Tally, ChannelReader<RowBatch> Batches);
