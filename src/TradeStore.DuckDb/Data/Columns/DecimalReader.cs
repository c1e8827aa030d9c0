using System.Numerics;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>DECIMAL of up to 18 digits.</summary>
internal sealed unsafe class DecimalReader<TStored>(int scale) : ColumnReader<decimal>
    where TStored : unmanaged, IBinaryInteger<TStored>
{
    public override decimal Read(int row) => DecimalConversion.FromScaled(long.CreateTruncating(((TStored*)Data)[row]), scale);

    public override decimal GetDecimal(int row) => Read(row);

    public override double GetDouble(int row) => (double)Read(row);
}
