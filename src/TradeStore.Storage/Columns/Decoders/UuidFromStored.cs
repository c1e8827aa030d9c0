using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

internal readonly struct UuidFromStored : IStoredConverter<Int128, Guid>
{
    public Guid Convert(Int128 stored) => UuidConversion.FromStored(stored);
}
