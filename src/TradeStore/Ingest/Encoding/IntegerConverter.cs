namespace TradeStore.Ingest.Encoding;

/// <summary>BIGINT.</summary>
internal readonly struct IntegerConverter(bool isNotNegative) : IValueConverter<long, long>
{
    public string? Convert(long value, in EncodingContext context, out long stored)
    {
        stored = value;
        return isNotNegative && value < 0 ? "it may not be negative." : null;
    }

    public bool TryFill(in EncodingContext context, out long stored)
    {
        stored = 0;
        return false;
    }
}
