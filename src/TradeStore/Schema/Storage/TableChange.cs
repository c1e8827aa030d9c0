namespace TradeStore.Schema.Storage;

/// <summary>What has to be done about one table when a store is opened.</summary>
/// <param name="Table">The table as it is to be.</param>
/// <param name="Added">The columns that its physical tables may lack.</param>
/// <param name="IsNew">Whether the store has never seen the table.</param>
internal sealed record TableChange(TableSchema Table, IReadOnlyList<ColumnDefinition> Added, bool IsNew);
