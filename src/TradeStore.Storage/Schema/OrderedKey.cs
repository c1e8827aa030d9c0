namespace TradeStore.Storage.Schema;

/// <summary>
/// A key of the shape (repeating texts …, time [, sequence number]): per series of texts, rows mostly come in order, so that a row
/// beyond the highest one seen cannot be a duplicate and needs no look-up.
/// </summary>
/// <param name="Series">The text columns.</param>
/// <param name="Time">The time column.</param>
/// <param name="Sequence">The sequence number's column, or -1.</param>
internal sealed record OrderedKey(IReadOnlyList<int> Series, int Time, int Sequence)
{
    /// <summary>Returns the ordered key of a table; <see langword="null"/> where the key has another shape.</summary>
    public static OrderedKey? From(TableSchema table)
    {
        var sequences = table.Key.Where(c => table.Columns[c].Type == ColumnType.BigInt).ToArray();
        var covered = table.KeyTexts.Count + 1 + sequences.Length;
        return table.Kind == TableKind.Series && sequences.Length <= 1 && table.Key.Contains(table.TimeColumn) && covered == table.Key.Count
            ? new OrderedKey(table.KeyTexts, table.TimeColumn, sequences is [var sequence] ? sequence : -1)
            : null;
    }
}
