using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Encoders;

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
