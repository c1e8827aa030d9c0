using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Sets a member that always has a value.</summary>
internal sealed class ValueFill<TRow, TStored, TValue, TConverter>(Action<TRow, TValue> set, TConverter converter) : ColumnFill<TRow>
    where TStored : unmanaged
    where TValue : struct
    where TConverter : struct, IStoredConverter<TStored, TValue>
{
    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        var values = vector.Values<TStored>().Slice(start, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            set(rows[i], converter.Convert(values[i]));
        }
    }
}
