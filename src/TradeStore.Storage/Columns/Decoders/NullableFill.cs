using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Sets a member that may have no value.</summary>
internal sealed class NullableFill<TRow, TStored, TValue, TConverter>(Action<TRow, TValue?> set, TConverter converter) : ColumnFill<TRow>
    where TStored : unmanaged
    where TValue : struct
    where TConverter : struct, IStoredConverter<TStored, TValue>
{
    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        var values = vector.Values<TStored>().Slice(start, rows.Length);
        var validity = vector.Validity;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = start + i;
            if (validity.IsEmpty || ((validity[row >> 6] >> (row & 63)) & 1) != 0)
            {
                set(rows[i], converter.Convert(values[i]));
            }
        }
    }
}
