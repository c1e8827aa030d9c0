using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>
/// Decides whether rows that were stored by one declaration of a table can be used by another. A higher version may add nullable columns
/// behind the others, widen a DECIMAL, and choose another cluster key, lane, precedence or key presence; nothing else may differ.
/// </summary>
internal static class TableEvolution
{
    /// <summary>Returns the columns that the declaration adds to the stored table.</summary>
    /// <exception cref="SchemaMismatchException">The two do not go together; the message names table and column.</exception>
    public static IReadOnlyList<ColumnDefinition> Added(TableSchema stored, TableSchema declared)
    {
        CheckSettings(stored, declared);
        for (var i = 0; i < stored.Columns.Count; i++)
        {
            if (WhatDiffers(stored, declared, i) is { } difference)
            {
                throw Mismatch(stored, declared, difference, stored.Columns[i].Name);
            }
        }

        var added = declared.Columns.Skip(stored.Columns.Count).ToList();
        foreach (var column in added)
        {
            if (declared.Version <= stored.Version)
            {
                throw Mismatch(stored, declared, $"column '{column.Name}' was added without a higher version.", column.Name);
            }

            if (!column.IsNullable)
            {
                throw Mismatch(stored, declared, $"column '{column.Name}' was added and is not nullable: the rows that are there have no value for it.", column.Name);
            }
        }

        return added;
    }

    /// <summary>Returns the stored columns that the declaration widens, once <see cref="Added"/> has found that the two go together.</summary>
    public static IReadOnlyList<ColumnDefinition> Widened(TableSchema stored, TableSchema declared) =>
        [.. stored.Columns.Where((column, ordinal) => DecimalFormat.Of(column) != DecimalFormat.Of(declared.Columns[ordinal]))];

    private static void CheckSettings(TableSchema stored, TableSchema declared)
    {
        Check("kind", stored.Kind, declared.Kind);
        Check("time column", Name(stored, stored.TimeColumn), Name(declared, declared.TimeColumn));
        Check("key", Names(stored, stored.Key), Names(declared, declared.Key));
        Check("duplicates", stored.Duplicates, declared.Duplicates);
        if (stored.Kind == TableKind.Series)
        {
            Check("span", stored.Span, declared.Span);
        }

        if (declared.Version <= stored.Version)
        {
            // These decide how later rows are laid down and travel, and which of those that are there counts, not what is there: a new version may change them.
            Check("cluster key", Names(stored, stored.ClusterKey), Names(declared, declared.ClusterKey));
            Check("lane", stored.Lane, declared.Lane);
            Check("key presence", Presence(stored), Presence(declared));
            Check("precedence", Name(stored, stored.Precedence), Name(declared, declared.Precedence));
        }

        void Check<T>(string setting, T before, T now)
        {
            if (!EqualityComparer<T>.Default.Equals(before, now))
            {
                throw Mismatch(stored, declared, $"its {setting} is {before} in the store and {now} in the declaration.", column: null);
            }
        }
    }

    private static string? WhatDiffers(TableSchema stored, TableSchema declared, int ordinal)
    {
        var before = stored.Columns[ordinal];
        var now = declared.Columns.FirstOrDefault(c => c.FieldId == before.FieldId);
        return now switch
        {
            null => $"column '{before.Name}' (number {before.FieldId}) is in the store and not in the declaration.",
            _ when !string.Equals(now.Name, before.Name, StringComparison.Ordinal) => $"column '{before.Name}' (number {before.FieldId}) is called '{now.Name}' in the declaration.",
            _ when IsOtherType(before, now) && !(declared.Version > stored.Version && IsWider(before, now)) => $"column '{before.Name}' is {before.SqlType} in the store and {now.SqlType} in the declaration.",
            _ when now.IsNullable != before.IsNullable => $"column '{before.Name}' is {Nullability(before)} in the store and {Nullability(now)} in the declaration.",
            _ when now.Storage != before.Storage => $"column '{before.Name}' is kept as {before.Storage} in the store and as {now.Storage} in the declaration.",
            _ when declared.Columns[ordinal].FieldId != before.FieldId => $"column '{before.Name}' stands at another place in the declaration; new columns come last.",
            _ => null,
        };
    }

    private static bool IsOtherType(ColumnDefinition before, ColumnDefinition now) => (now.Type, now.Precision, now.Scale) != (before.Type, before.Precision, before.Scale);

    private static bool IsWider(ColumnDefinition before, ColumnDefinition now) =>
        before.IsDecimal && now.IsDecimal && DecimalFormat.Of(now).Holds(DecimalFormat.Of(before));

    private static string Nullability(ColumnDefinition column) => column.IsNullable ? "nullable" : "not nullable";

    private static string Name(TableSchema table, int column) => column < 0 ? "none" : table.Columns[column].Name;

    private static string Presence(TableSchema table) => string.Join("; ", table.KeyPresence.Select(group => Names(table, group)));

    private static string Names(TableSchema table, IEnumerable<int> columns) => string.Join(", ", columns.Select(c => table.Columns[c].Name));

    private static SchemaMismatchException Mismatch(TableSchema stored, TableSchema declared, string difference, string? column) =>
        new($"The table '{stored.Name}' is in the store with version {stored.Version} and declared with version {declared.Version}: {difference}", stored.Name, column);
}
