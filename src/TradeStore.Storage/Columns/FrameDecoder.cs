using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns;

/// <summary>Makes batches of a journal frame again, without a copy.</summary>
internal static class FrameDecoder
{
    /// <summary>Decodes a frame; its batches take the frame over.</summary>
    /// <exception cref="TradeStoreException">The frame is of a table or column that this version does not know.</exception>
    public static IReadOnlyList<ColumnBatch> Decode(JournalFrame frame, TableCatalog catalog)
    {
        switch (frame.Kind)
        {
            case FrameKind.Append:
                var single = new TransactionPart(frame.Table, frame.SchemaVersion, frame.RowCount, frame.ColumnCount, frame.Payload);
                return [Decode(frame, single, catalog, frame)];
            case FrameKind.Transaction when frame.SchemaVersion > TransactionPayload.LayoutVersion:
                throw Unknown(frame, $"is a transaction of layout {frame.SchemaVersion}");
            case FrameKind.Transaction:
                return DecodeParts(frame, catalog);
            default:
                throw Unknown(frame, $"is of kind {frame.Kind}");
        }
    }

    private static List<ColumnBatch> DecodeParts(JournalFrame frame, TableCatalog catalog)
    {
        var memory = new SharedFrame(frame, frame.ColumnCount);
        var batches = new List<ColumnBatch>(frame.ColumnCount);
        var position = 0;
        for (var i = 0; i < frame.ColumnCount; i++)
        {
            var part = TransactionPayload.ReadPart(frame.Payload, ref position);
            batches.Add(Decode(frame, part, catalog, memory));
        }

        return batches;
    }

    private static ColumnBatch Decode(JournalFrame frame, TransactionPart part, TableCatalog catalog, IDisposable memory)
    {
        if (!catalog.TryGet(part.Table, out var table) || part.SchemaVersion > table.Version)
        {
            throw Unknown(frame, $"has rows for '{part.Table}' version {part.SchemaVersion}");
        }

        // A column the frame does not have was added to the table later: it is NULL.
        var columns = new ColumnData[table.Columns.Count];
        Array.Fill(columns, new ColumnData { IsAllNull = true });
        var position = ColumnDirectory.Size(part.ColumnCount);
        for (var i = 0; i < part.ColumnCount; i++)
        {
            var (fieldId, type, storage, format) = ColumnDirectory.Read(part.Payload, i, ref position, out var data);
            var column = Find(table, frame, fieldId, type, storage, format);
            columns[column] = DecimalWidening.IsNeeded(table.Columns[column], format) ? DecimalWidening.Widen(table.Columns[column], format, data) : data;
        }

        return new ColumnBatch(table, part.RowCount, columns, part.Payload.Length, memory);
    }

    private static int Find(TableSchema table, JournalFrame frame, ushort fieldId, ColumnType type, StorageKind storage, DecimalFormat format)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.FieldId == fieldId && column.Storage == storage && (column.Type == type || (column.IsDecimal && format.Type == type)) && DecimalFormat.Of(column).Holds(format))
            {
                return i;
            }
        }

        throw Unknown(frame, $"has field {fieldId} of type {type} ({storage}) for '{table.Name}'");
    }

    private static TradeStoreException Unknown(JournalFrame frame, string what) => new(
        TradeStoreErrorCode.StoreTooNew, $"The journal's frame {frame.Sequence} {what}, which this version of TradeStore does not know.");
}
