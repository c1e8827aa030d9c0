using TradeStore.DuckDb.Vectors;

namespace TradeStore.Ingest.Encoding;

/// <summary>UUID as DuckDB holds it.</summary>
internal readonly struct UuidConverter : IValueConverter<Guid, Int128>
{
    public string? Convert(Guid value, in EncodingContext context, out Int128 stored)
    {
        stored = UuidConversion.ToStored(value);
        return null;
    }

    public bool TryFill(in EncodingContext context, out Int128 stored)
    {
        stored = 0;
        return false;
    }
}
