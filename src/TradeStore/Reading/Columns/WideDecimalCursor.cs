using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

internal sealed class WideDecimalCursor(int scale) : FixedCursor<Int128, decimal>
{
    protected override decimal Convert(Int128 stored) => DecimalConversion.FromScaled(stored, scale);
}
