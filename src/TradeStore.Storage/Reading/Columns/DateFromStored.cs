using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Reading.Columns;

internal readonly struct DateFromStored : IStoredConverter<int, DateOnly>
{
    public DateOnly Convert(int stored) => TimestampConversion.FromDays(stored);
}
