using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>
/// A table as the store remembers its declaration: enough to replay, move and read its rows when the program that opens the store does
/// not declare it. Rules for values are not kept: what is journalled has passed them.
/// </summary>
internal sealed class StoredTable(TableSettings settings, IReadOnlyList<ColumnDefinition> columns) : TableSchema(settings, columns);
