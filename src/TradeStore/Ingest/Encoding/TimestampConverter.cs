namespace TradeStore.Ingest.Encoding;

/// <summary>UTC time in microseconds since 1970.</summary>
internal readonly struct TimestampConverter(bool isFilledWithNow, bool isFutureAllowed) : IValueConverter<DateTime, long>
{
    public string? Convert(DateTime value, in EncodingContext context, out long stored)
    {
        stored = (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        if (value.Kind != DateTimeKind.Utc)
        {
            return "it is not UTC (DateTimeKind.Utc).";
        }

        if (value.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            return "it is finer than a microsecond; cut it with UtcTime.ToMicroseconds.";
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
