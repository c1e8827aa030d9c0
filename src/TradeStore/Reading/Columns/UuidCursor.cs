using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

internal sealed class UuidCursor : FixedCursor<Int128, Guid>
{
    protected override Guid Convert(Int128 stored) => UuidConversion.FromStored(stored);
}
