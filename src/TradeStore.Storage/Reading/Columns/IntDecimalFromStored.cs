using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Reading.Columns;

/// <summary>DECIMAL of 5 to 9 digits.</summary>
internal readonly struct IntDecimalFromStored(int scale) : IStoredConverter<int, decimal>
{
    public decimal Convert(int stored) => DecimalConversion.FromScaled((long)stored, scale);
}
