using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

internal readonly struct DateFromStored : IStoredConverter<int, DateOnly>
{
    public DateOnly Convert(int stored) => TimestampConversion.FromDays(stored);
}
