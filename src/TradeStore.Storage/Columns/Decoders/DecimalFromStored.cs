using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>DECIMAL of 10 to 18 digits.</summary>
internal readonly struct DecimalFromStored(int scale) : IStoredConverter<long, decimal>
{
    public decimal Convert(long stored) => DecimalConversion.FromScaled(stored, scale);
}
