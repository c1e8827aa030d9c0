using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

internal readonly struct WideDecimalFromStored(int scale) : IStoredConverter<Int128, decimal>
{
    public decimal Convert(Int128 stored) => DecimalConversion.FromScaled(stored, scale);
}
