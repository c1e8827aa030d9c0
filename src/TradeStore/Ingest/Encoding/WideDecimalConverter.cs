using TradeStore.DuckDb.Vectors;

namespace TradeStore.Ingest.Encoding;

/// <summary>DECIMAL(28,s) as a scaled 128-bit number.</summary>
internal readonly struct WideDecimalConverter(byte scale, bool isNotNegative) : IValueConverter<decimal, Int128>
{
    public string? Convert(decimal value, in EncodingContext context, out Int128 stored)
    {
        if (!DecimalConversion.TryToScaled128(value, scale, out stored))
        {
            return $"it does not fit DECIMAL(28,{scale}) exactly, and is never rounded in silence.";
        }

        return isNotNegative && stored < 0 ? "it may not be negative." : null;
    }

    public bool TryFill(in EncodingContext context, out Int128 stored)
    {
        stored = 0;
        return false;
    }
}
