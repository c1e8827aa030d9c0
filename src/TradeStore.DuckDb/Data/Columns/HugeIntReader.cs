using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>
/// HUGEINT is what sums of integers are. As an object it is a decimal, which every mapper can convert; Int128 implements no IConvertible.
/// </summary>
internal sealed unsafe class HugeIntReader<TValue> : ColumnReader<TValue>
    where TValue : unmanaged, INumberBase<TValue>
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type FieldType => typeof(decimal);

    public override TValue Read(int row) => ((TValue*)Data)[row];

    public override object GetValue(int row) => GetDecimal(row);

    public override int GetInt32(int row) => int.CreateChecked(Read(row));

    public override long GetInt64(int row) => long.CreateChecked(Read(row));

    public override double GetDouble(int row) => double.CreateChecked(Read(row));

    public override decimal GetDecimal(int row) => decimal.CreateChecked(Read(row));
}
