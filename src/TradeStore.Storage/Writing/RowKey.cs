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
