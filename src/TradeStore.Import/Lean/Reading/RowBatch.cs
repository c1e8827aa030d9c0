using TradeStore.Import.Lean.Files;

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
