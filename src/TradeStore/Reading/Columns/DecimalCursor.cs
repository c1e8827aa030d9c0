using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

internal sealed class DecimalCursor(int scale) : FixedCursor<long, decimal>
{
    protected override decimal Convert(long stored) => DecimalConversion.FromScaled(stored, scale);
}
