using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Ingest.Encoding;

/// <summary>DECIMAL(28,s) as a scaled 128-bit number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WideDecimalConverter(byte scale, AllowedSign sign) : IValueConverter<decimal, Int128>
{
    public string? Convert(decimal value, in EncodingContext context, out Int128 stored)
    {
        if (!DecimalConversion.TryToScaled128(value, scale, out stored))
        {
            return $"it does not fit DECIMAL(28,{scale}) exactly, and is never rounded in silence.";
        }

        return SignRule.Check(sign, Int128.Sign(stored));
    }

    public bool TryFill(in EncodingContext context, out Int128 stored)
    {
        stored = 0;
        return false;
    }
}
