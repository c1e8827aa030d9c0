using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

/// <summary>DECIMAL of 10 to 18 digits.</summary>
internal readonly struct DecimalFromStored(int scale) : IStoredConverter<long, decimal>
{
    public decimal Convert(long stored) => DecimalConversion.FromScaled(stored, scale);
}

/// <summary>DECIMAL of 5 to 9 digits.</summary>
internal readonly struct IntDecimalFromStored(int scale) : IStoredConverter<int, decimal>
{
    public decimal Convert(int stored) => DecimalConversion.FromScaled((long)stored, scale);
}

/// <summary>DECIMAL of up to 4 digits.</summary>
internal readonly struct ShortDecimalFromStored(int scale) : IStoredConverter<short, decimal>
{
    public decimal Convert(short stored) => DecimalConversion.FromScaled((long)stored, scale);
}
