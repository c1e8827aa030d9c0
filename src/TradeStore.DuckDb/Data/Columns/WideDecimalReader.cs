using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>DECIMAL of 19 to 38 digits.</summary>
internal sealed unsafe class WideDecimalReader(int scale) : ColumnReader<decimal>
{
    public override decimal Read(int row) => DecimalConversion.FromScaled(((Int128*)Data)[row], scale);

    public override decimal GetDecimal(int row) => Read(row);

    public override double GetDouble(int row) => (double)Read(row);
}
