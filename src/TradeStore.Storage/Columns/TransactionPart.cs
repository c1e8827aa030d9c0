namespace TradeStore.Storage.Columns;

/// <summary>The rows of one table within a transaction's frame.</summary>
/// <param name="Table">The table.</param>
/// <param name="SchemaVersion">The version of the table's declaration.</param>
/// <param name="RowCount">The rows.</param>
/// <param name="ColumnCount">The columns.</param>
/// <param name="Payload">The directory and the sections, as in a frame of one table.</param>
internal readonly record struct TransactionPart(string Table, ushort SchemaVersion, int RowCount, ushort ColumnCount, ReadOnlyMemory<byte> Payload);
