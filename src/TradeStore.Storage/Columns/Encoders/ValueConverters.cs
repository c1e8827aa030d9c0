using System.Numerics;
using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Configuration;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Turns a value into what the column stores. A struct, so that the encoder's loop is compiled for each one.</summary>
internal interface IValueConverter<TValue, TStored>
    where TValue : struct
    where TStored : unmanaged
{
    /// <summary>Converts a value; returns the rule it breaks, or <see langword="null"/>.</summary>
    public string? Convert(TValue value, in EncodingContext context, out TStored stored);

    /// <summary>Supplies what the store fills in when the caller left the value out.</summary>
    public bool TryFill(in EncodingContext context, out TStored stored);
}

/// <summary>Which signs a column of numbers takes.</summary>
internal enum AllowedSign : byte
{
    Any = 0,
    NotNegative,
    Positive,
}

/// <summary>What a column of numbers refuses by its sign.</summary>
internal static class SignRule
{
    /// <summary>Returns the rule a number breaks, or <see langword="null"/>.</summary>
    /// <param name="allowed">What the column takes.</param>
    /// <param name="sign">Below, at or above zero, as the number is.</param>
    public static string? Check(AllowedSign allowed, int sign) => allowed switch
    {
        AllowedSign.NotNegative when sign < 0 => "it may not be negative.",
        AllowedSign.Positive when sign <= 0 => "it must be greater than zero.",
        _ => null,
    };

    /// <summary>Returns what two flags of a declaration say.</summary>
    public static AllowedSign From(bool isNotNegative, bool isPositive) =>
        isPositive ? AllowedSign.Positive : isNotNegative ? AllowedSign.NotNegative : AllowedSign.Any;
}

/// <summary>What becomes of <see cref="Guid.Empty"/>.</summary>
internal enum EmptyUuidRule : byte
{
    Store = 0,
    Refuse,
    MakeNew,
}

/// <summary>BOOLEAN, one byte.</summary>
internal readonly struct BooleanConverter : IValueConverter<bool, byte>
{
    public string? Convert(bool value, in EncodingContext context, out byte stored)
    {
        stored = value ? (byte)1 : (byte)0;
        return null;
    }

    public bool TryFill(in EncodingContext context, out byte stored)
    {
        stored = 0;
        return false;
    }
}

/// <summary>INTEGER or BIGINT.</summary>
internal readonly struct IntegerConverter<TNumber>(AllowedSign sign) : IValueConverter<TNumber, TNumber>
    where TNumber : unmanaged, IBinaryInteger<TNumber>
{
    public string? Convert(TNumber value, in EncodingContext context, out TNumber stored)
    {
        stored = value;
        return SignRule.Check(sign, TNumber.Sign(value));
    }

    public bool TryFill(in EncodingContext context, out TNumber stored)
    {
        stored = TNumber.Zero;
        return false;
    }
}

/// <summary>DOUBLE: finite, and within bounds where there are some.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RatioConverter(double? lowest, double? highest) : IValueConverter<double, double>
{
    public string? Convert(double value, in EncodingContext context, out double stored)
    {
        stored = value;
        if (!double.IsFinite(value))
        {
            return "it is not a finite number.";
        }

        return value < lowest ? $"it is below {lowest}." : value > highest ? $"it is above {highest}." : null;
    }

    public bool TryFill(in EncodingContext context, out double stored)
    {
        stored = 0;
        return false;
    }
}

/// <summary>DATE as days since 1970.</summary>
internal readonly struct DateConverter(bool isFutureAllowed) : IValueConverter<DateOnly, int>
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    public string? Convert(DateOnly value, in EncodingContext context, out int stored)
    {
        stored = TimestampConversion.ToDays(value);
        if (value.Year < EncodingContext.FirstYear)
        {
            return EncodingContext.TooEarly;
        }

        return !isFutureAllowed && stored * MicrosecondsPerDay > context.Now + EncodingContext.LargestLead ? "it is more than a day ahead of the clock." : null;
    }

    public bool TryFill(in EncodingContext context, out int stored)
    {
        stored = 0;
        return false;
    }
}

/// <summary>UTC time in microseconds since 1970.</summary>
internal readonly struct TimestampConverter(bool isFilledWithNow, bool isFutureAllowed) : IValueConverter<DateTime, long>
{
    private const long EpochMicroseconds = 62_135_596_800_000_000;

    public string? Convert(DateTime value, in EncodingContext context, out long stored)
    {
        // The ticks count from year 1, so that the division cuts towards the past on both sides of 1970.
        stored = (value.Ticks / TimeSpan.TicksPerMicrosecond) - EpochMicroseconds;
        if (value.Kind != DateTimeKind.Utc)
        {
            return "it is not UTC (DateTimeKind.Utc).";
        }

        if (context.Precision == TimePrecision.Refuse && value.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            return "it is finer than a microsecond; cut it with UtcTime.ToMicroseconds, or have Ingest.TimePrecision cut it.";
        }

        if (value.Year < EncodingContext.FirstYear)
        {
            return EncodingContext.TooEarly;
        }

        return !isFutureAllowed && stored > context.Now + EncodingContext.LargestLead ? "it is more than a day ahead of the clock." : null;
    }

    public bool TryFill(in EncodingContext context, out long stored)
    {
        stored = context.Now;
        return isFilledWithNow;
    }
}

/// <summary>UUID as DuckDB holds it. Where a value is required the empty one stands for a missing one: it is refused, or a new one is made.</summary>
internal readonly struct UuidConverter(EmptyUuidRule empty) : IValueConverter<Guid, Int128>
{
    public string? Convert(Guid value, in EncodingContext context, out Int128 stored)
    {
        if (value == Guid.Empty && empty == EmptyUuidRule.MakeNew)
        {
            value = Guid.CreateVersion7(new DateTimeOffset(TimestampConversion.FromMicroseconds(context.Now)));
        }

        stored = UuidConversion.ToStored(value);
        return value == Guid.Empty && empty == EmptyUuidRule.Refuse ? "a value is required, and the empty UUID is none." : null;
    }

    public bool TryFill(in EncodingContext context, out Int128 stored)
    {
        stored = 0;
        return false;
    }
}
