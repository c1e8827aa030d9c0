using TradeStore.Storage.Configuration;

namespace TradeStore.Storage.Columns.Encoders;

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
