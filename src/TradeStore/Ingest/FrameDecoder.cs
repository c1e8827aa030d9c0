using TradeStore.Errors;
using TradeStore.Journal;
using TradeStore.Schema;
using TradeStore.Schema.Tables;

namespace TradeStore.Ingest;

/// <summary>Makes a batch of a journal frame again, without a copy.</summary>
internal static class FrameDecoder
{
    /// <summary>Decodes a frame; the batch takes the frame over.</summary>
    /// <exception cref="TradeStoreException">The frame is of a table or column that this version does not know.</exception>
    public static ColumnBatch Decode(JournalFrame frame)
    {
        if (frame.Kind != FrameKind.Append || !TableCatalog.TryGet(frame.Table, out var table) || frame.SchemaVersion > table.Version)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreTooNew,
                $"The journal's frame {frame.Sequence} is of kind {frame.Kind} for '{frame.Table}' version {frame.SchemaVersion}, which this version of TradeStore does not know.");
        }

        // A column the frame does not have was added to the table later: it is NULL.
        var columns = new ColumnData[table.Columns.Count];
        Array.Fill(columns, new ColumnData { IsAllNull = true });
        var position = ColumnDirectory.Size(frame.ColumnCount);
        for (var i = 0; i < frame.ColumnCount; i++)
        {
            var (fieldId, type, storage, scale) = ColumnDirectory.Read(frame.Payload, i, ref position, out var data);
            columns[Find(table, frame, fieldId, type, storage, scale)] = data;
        }

        return new ColumnBatch(table, frame.RowCount, columns, frame.Payload.Length, frame);
    }

    private static int Find(TableSchema table, JournalFrame frame, ushort fieldId, ColumnType type, StorageKind storage, byte scale)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.FieldId == fieldId && column.Type == type && column.Storage == storage && column.Scale == scale)
            {
                return i;
            }
        }

        throw new TradeStoreException(
            TradeStoreErrorCode.StoreTooNew,
            $"The journal's frame {frame.Sequence} has field {fieldId} of type {type} ({storage}), which '{table.Name}' does not have in this version of TradeStore.");
    }
}
