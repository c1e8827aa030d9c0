namespace TradeStore.Schema;

/// <summary>
/// A key of the shape (repeating texts …, time [, sequence number]): per series of texts, rows mostly come in order, so that a row
/// beyond the highest one seen cannot be a duplicate and needs no look-up.
/// </summary>
/// <param name="Series">The text columns.</param>
/// <param name="Time">The time column.</param>
/// <param name="Sequence">The sequence number's column, or -1.</param>
internal sealed record OrderedKey(IReadOnlyList<int> Series, int Time, int Sequence)
{
    public static OrderedKey From(TableSchema table)
    {
        var series = table.Key.Where(c => table.Columns[c].Storage == StorageKind.DictionaryText).ToArray();
        var sequence = table.Key.Where(c => table.Columns[c].Type == ColumnType.BigInt).DefaultIfEmpty(-1).Single();
        var covered = series.Length + 1 + (sequence >= 0 ? 1 : 0);
        return table.Key.Contains(table.TimeColumn) && covered == table.Key.Count
            ? new OrderedKey(series, table.TimeColumn, sequence)
            : throw new ArgumentException($"The key of '{table.Name}' is not of the shape (repeating texts, time, sequence number).", nameof(table));
    }
}
