using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>DECIMAL of up to 18 digits as a scaled long.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DecimalConverter(DecimalFormat format, AllowedSign sign) : IValueConverter<decimal, long>
{
    public string? Convert(decimal value, in EncodingContext context, out long stored)
    {
        if (!DecimalConversion.TryToScaled(value, format.Precision, format.Scale, out stored))
        {
            return format.Refusal;
        }

        return SignRule.Check(sign, Math.Sign(stored));
    }

    public bool TryFill(in EncodingContext context, out long stored)
    {
        stored = 0;
        return false;
    }
}

/// <summary>DECIMAL of up to 38 digits as a scaled 128-bit number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WideDecimalConverter(DecimalFormat format, AllowedSign sign) : IValueConverter<decimal, Int128>
{
    public string? Convert(decimal value, in EncodingContext context, out Int128 stored)
    {
        if (!DecimalConversion.TryToScaled128(value, format.Precision, format.Scale, out stored))
        {
            return format.Refusal;
        }

        return SignRule.Check(sign, Int128.Sign(stored));
    }

    public bool TryFill(in EncodingContext context, out Int128 stored)
    {
        stored = 0;
        return false;
    }
}
