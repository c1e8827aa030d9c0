using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class ListReader<TElement>(ColumnReader<TElement> elements) : ColumnReader<TElement[]>
{
    public override void Attach(Vector vector)
    {
        base.Attach(vector);
        elements.Attach(vector.ListChild);
    }

    public override TElement[] Read(int row)
    {
        var entry = ((ListEntry*)Data)[row];
        var values = new TElement[entry.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Element((int)entry.Offset + index);
        }

        return values;
    }

    private TElement Element(int row)
    {
        if (!elements.IsNull(row))
        {
            return elements.Read(row);
        }

        return default(TElement) is null
            ? default!
            : throw new InvalidCastException($"A list holds NULL, and {typeof(TElement).Name}[] has no place for it; cast it in the query.");
    }
}
