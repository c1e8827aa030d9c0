using System.Numerics;

namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class NumberReader<TValue> : ColumnReader<TValue>
    where TValue : unmanaged, INumberBase<TValue>
{
    public override TValue Read(int row) => ((TValue*)Data)[row];

    public override int GetInt32(int row) => int.CreateChecked(Read(row));

    public override long GetInt64(int row) => long.CreateChecked(Read(row));

    public override double GetDouble(int row) => double.CreateChecked(Read(row));

    public override decimal GetDecimal(int row) => decimal.CreateChecked(Read(row));
}
