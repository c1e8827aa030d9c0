using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

internal readonly struct TimestampFromStored : IStoredConverter<long, DateTime>
{
    public DateTime Convert(long stored) => TimestampConversion.FromMicroseconds(stored);
}
