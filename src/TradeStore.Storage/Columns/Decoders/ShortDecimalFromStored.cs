using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>DECIMAL of up to 4 digits.</summary>
internal readonly struct ShortDecimalFromStored(int scale) : IStoredConverter<short, decimal>
{
    public decimal Convert(short stored) => DecimalConversion.FromScaled((long)stored, scale);
}
