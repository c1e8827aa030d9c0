using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>DECIMAL of 5 to 9 digits.</summary>
internal readonly struct IntDecimalFromStored(int scale) : IStoredConverter<int, decimal>
{
    public decimal Convert(int stored) => DecimalConversion.FromScaled((long)stored, scale);
}
