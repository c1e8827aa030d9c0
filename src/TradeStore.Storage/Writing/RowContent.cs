using System.Runtime.InteropServices;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>What a row says beside its key.</summary>
internal static class RowContent
{
    /// <summary>Returns the columns: all but the key, and times that the store fills in, which say when a row came and nothing about it.</summary>
    public static IEnumerable<int> Columns(TableSchema table) =>
        Enumerable.Range(0, table.Columns.Count).Where(c => !table.FullKey.Contains(c) && !table.Columns[c].IsFilledWithNow);

    /// <summary>Tells whether two rows of a batch say the same.</summary>
    public static bool AreSame(ColumnBatch batch, int left, int right) => Columns(batch.Table).All(c => AreSame(batch.Table.Columns[c], batch.Column(c), left, right));

    private static bool AreSame(ColumnDefinition column, in ColumnData data, int left, int right)
    {
        if (data.IsNull(left) || data.IsNull(right))
        {
            return data.IsNull(left) == data.IsNull(right);
        }

        // A text is in the dictionary of its batch once.
        return column.Storage switch
        {
            StorageKind.PlainText => data.PlainText(left).SequenceEqual(data.PlainText(right)),
            StorageKind.TextList => Elements(data, left).SequenceEqual(Elements(data, right)),
            _ => data.Values.Span.Slice(left * column.Width, column.Width).SequenceEqual(data.Values.Span.Slice(right * column.Width, column.Width)),
        };
    }

    private static ReadOnlySpan<int> Elements(in ColumnData data, int row)
    {
        var ends = data.ValuesAs<int>();
        return MemoryMarshal.Cast<byte, int>(data.Elements.Span)[(row == 0 ? 0 : ends[row - 1])..ends[row]];
    }
}
