using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

internal readonly struct DecimalFromStored(int scale) : IStoredConverter<long, decimal>
{
    public decimal Convert(long stored) => DecimalConversion.FromScaled(stored, scale);
}
