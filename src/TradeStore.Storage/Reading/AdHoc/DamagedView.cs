using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A logical table that cannot be shown, since a part of it is damaged.</summary>
/// <param name="Table">The table.</param>
/// <param name="Damage">What whoever reads it is told.</param>
internal sealed record DamagedView(TableSchema Table, StoreCorruptException Damage);
