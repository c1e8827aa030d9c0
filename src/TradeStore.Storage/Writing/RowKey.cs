using System.Runtime.InteropServices;
using System.Text;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>The key of a row as one text, by which rows of a batch are told apart whatever columns the key has.</summary>
internal static class RowKey
{
    /// <summary>Returns the key; <see langword="null"/> where a part of it is NULL, which equals nothing.</summary>
    public static string? Of(ColumnBatch batch, int row)
    {
        var key = new StringBuilder();
        foreach (var ordinal in batch.Table.FullKey)
        {
            ref readonly var data = ref batch.Column(ordinal);
            if (data.IsNull(row))
            {
                return null;
            }

            var bytes = Bytes(batch.Table.Columns[ordinal], data, row);

            // With the length of each part, so that no two keys read the same.
            key.Append((char)(bytes.Length >> 16)).Append((char)(bytes.Length & 0xFFFF));
            foreach (var part in bytes)
            {
                key.Append((char)part);
            }
        }

        return key.Append((char)Presence(batch, row)).ToString();
    }

    /// <summary>Returns in which groups of columns a row has a value, of those that are part of the key so: a bit each.</summary>
    public static int Presence(ColumnBatch batch, int row)
    {
        var present = 0;
        var groups = batch.Table.KeyPresence;
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var column in groups[group])
            {
                present |= batch.Column(column).IsNull(row) ? 0 : 1 << group;
            }
        }

        return present;
    }

    private static ReadOnlySpan<byte> Bytes(ColumnDefinition column, in ColumnData data, int row) => column.Storage switch
    {
        StorageKind.Fixed => data.Values.Span.Slice(row * column.Width, column.Width),
        StorageKind.DictionaryText => data.DictionaryEntry(data.ValuesAs<int>()[row]),
        StorageKind.PlainText => data.PlainText(row),
        _ => throw new InvalidOperationException($"Column '{column.Name}' cannot be part of a key."),
    };
}

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
