using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Makes a value of what a column stores. A struct, so that the loop is compiled for each one.</summary>
internal interface IStoredConverter<TStored, TValue>
    where TStored : unmanaged
    where TValue : struct
{
    public TValue Convert(TStored stored);
}

internal readonly struct BooleanFromStored : IStoredConverter<byte, bool>
{
    public bool Convert(byte stored) => stored != 0;
}

internal readonly struct DateFromStored : IStoredConverter<int, DateOnly>
{
    public DateOnly Convert(int stored) => TimestampConversion.FromDays(stored);
}

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

internal readonly struct WideDecimalFromStored(int scale) : IStoredConverter<Int128, decimal>
{
    public decimal Convert(Int128 stored) => DecimalConversion.FromScaled(stored, scale);
}

/// <summary>INTEGER, BIGINT and DOUBLE: stored as they are.</summary>
internal readonly struct NumberFromStored<TNumber> : IStoredConverter<TNumber, TNumber>
    where TNumber : unmanaged
{
    public TNumber Convert(TNumber stored) => stored;
}

internal readonly struct TimestampFromStored : IStoredConverter<long, DateTime>
{
    public DateTime Convert(long stored) => TimestampConversion.FromMicroseconds(stored);
}

internal readonly struct UuidFromStored : IStoredConverter<Int128, Guid>
{
    public Guid Convert(Int128 stored) => UuidConversion.FromStored(stored);
}
