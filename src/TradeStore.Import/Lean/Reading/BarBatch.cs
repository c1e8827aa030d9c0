using TradeStore.Import.Lean.Files;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

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
