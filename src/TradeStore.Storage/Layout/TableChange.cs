using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>What has to be done about one table when a store is opened.</summary>
/// <param name="Table">The table as it is to be.</param>
/// <param name="Added">The columns that its physical tables may lack.</param>
/// <param name="Former">The columns that were narrower before, as they were.</param>
/// <param name="IsUnfinished">Whether a crash may have come before every physical table was changed.</param>
/// <param name="IsNew">Whether the store has never seen the table.</param>
internal sealed record TableChange(TableSchema Table, IReadOnlyList<ColumnDefinition> Added, IReadOnlyList<ColumnDefinition> Former, bool IsUnfinished, bool IsNew)
{
    /// <summary>Gets a value indicating whether physical tables have to be changed.</summary>
    public bool IsPhysical => Added.Count > 0 || Former.Count > 0 || IsUnfinished;
}
