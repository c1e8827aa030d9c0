using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Encoders;

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
