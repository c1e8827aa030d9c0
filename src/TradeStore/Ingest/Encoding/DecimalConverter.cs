using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Ingest.Encoding;

/// <summary>DECIMAL(18,s) as a scaled long.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DecimalConverter(byte scale, AllowedSign sign) : IValueConverter<decimal, long>
{
    public string? Convert(decimal value, in EncodingContext context, out long stored)
    {
        if (!DecimalConversion.TryToScaled(value, scale, out stored))
        {
            return $"it does not fit DECIMAL(18,{scale}) exactly, and is never rounded in silence.";
        }

        return SignRule.Check(sign, Math.Sign(stored));
    }

    public bool TryFill(in EncodingContext context, out long stored)
    {
        stored = 0;
        return false;
    }
}
