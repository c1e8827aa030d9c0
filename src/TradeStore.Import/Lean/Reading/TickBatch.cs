using TradeStore.Import.Lean.Files;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

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
