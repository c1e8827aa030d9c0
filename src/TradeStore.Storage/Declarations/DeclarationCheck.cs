using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <summary>What a declaration of a table has to keep. A table that is not sound is refused when it is built, before any row is.</summary>
internal static partial class DeclarationCheck
{
    private const int LongestTableName = 48;
    private const int LongestColumnName = 64;

    // The store's own table, and what DuckDB names its catalogue's views.
    private static readonly string[] Reserved = ["system_metadata", "information_schema"];
    private static readonly string[] ReservedPrefixes = ["duckdb_", "pragma_", "sqlite_", "pg_"];

    /// <exception cref="ArgumentException">The declaration is not sound.</exception>
    public static void Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)] TRow>(
        TableSettings settings, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<RowRule<TRow>> rules)
    {
        CheckTable(settings, columns.Count, typeof(TRow));
        foreach (var column in columns)
        {
            CheckColumn(settings.Name, column.Definition, (PropertyInfo)column.Member.Member);
        }

        CheckDistinct(settings.Name, columns, c => c.Definition.Name, "name");
        CheckDistinct(settings.Name, columns, c => c.Definition.FieldId, "number");
        CheckDistinct(settings.Name, columns, c => c.Member.Member.Name, "property");
        CheckReferences(settings, [.. columns.Select(c => c.Definition)], rules.Select(r => r.Column));
    }

    private static void CheckTable(
        TableSettings settings, int columns, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)] Type row)
    {
        var name = settings.Name;
        Require(IsName(name, LongestTableName), $"A table's name is lower case letters, digits and underscores, at most {LongestTableName}, beginning with a letter; '{name}' is not.");
        Require(
            !Reserved.Contains(name, StringComparer.Ordinal) && !ReservedPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)),
            $"The table's name '{name}' is reserved for the database's own.");
        Require(settings.Version > 0, $"The version of the table '{name}' is 0; versions count from 1.");
        Require(columns > 0, $"The table '{name}' has no columns.");
        Require(Enum.IsDefined(settings.Span) && Enum.IsDefined(settings.Duplicates) && Enum.IsDefined(settings.Lane), $"The table '{name}' has a span, a rule for duplicates or a lane that does not exist.");
        Require(
            !row.IsAbstract && row.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, Type.EmptyTypes) is not null,
            $"The row of the table '{name}', {row.Name}, has no constructor without parameters; rows that are read could not be made.");
    }

    private static void CheckColumn(string table, ColumnDefinition column, PropertyInfo property)
    {
        Require(
            IsName(column.Name, LongestColumnName),
            $"A column's name is lower case letters, digits and underscores, at most {LongestColumnName}, beginning with a letter; '{column.Name}' of the table '{table}' is not.");
        Require(property.SetMethod is not null, $"'{property.Name}', the property of column '{column.Name}' of the table '{table}', cannot be set; give it an init accessor.");
        Require(!column.Repeats || column.MaximumLength < int.MaxValue || column.AllowedTexts.Count > 0, $"Column '{column.Name}' of the table '{table}' allows no name at all.");
        Require(
            !column.AllowedTexts.Any(string.IsNullOrWhiteSpace) && column.AllowedTexts.Distinct(StringComparer.Ordinal).Count() == column.AllowedTexts.Count,
            $"Column '{column.Name}' of the table '{table}' has a name that is empty, or one for two values: {string.Join(", ", column.AllowedTexts.Select(n => $"'{n}'"))}.");
    }

    private static void CheckDistinct<TRow, TValue>(string table, IReadOnlyList<Column<TRow>> columns, Func<Column<TRow>, TValue> value, string what)
    {
        if (columns.GroupBy(value).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ArgumentException($"The table '{table}' has the {what} '{same.Key}' more than once: {string.Join(", ", same.Select(c => c.Definition.Name))}.", nameof(columns));
        }
    }

    private static void CheckReferences(TableSettings settings, IReadOnlyList<ColumnDefinition> columns, IEnumerable<string> ruleColumns)
    {
        ColumnDefinition Find(string column, string what) => columns.FirstOrDefault(c => c.Name == column)
            ?? throw new ArgumentException(
                $"The {what} '{column}' of the table '{settings.Name}' is not one of its columns: {string.Join(", ", columns.Select(c => c.Name))}.", nameof(settings));

        Require(settings.Key.Count > 0, $"The table '{settings.Name}' has no key.");
        Require(settings.Key.Distinct(StringComparer.Ordinal).Count() == settings.Key.Count, $"The key of the table '{settings.Name}' names a column twice.");
        var key = settings.Key.Select(k => Find(k, "key column")).ToList();
        _ = settings.ClusterKey.Select(c => Find(c, "cluster key column")).ToList();
        _ = ruleColumns.Select(c => Find(c, "rule's column")).ToList();
        Require(
            settings.KeyPresence.SelectMany(group => group).All(c => Find(c, "key's column") is { IsNullable: true }) && settings.KeyPresence.All(g => g.Count > 0),
            $"A column of KeyPresence of the table '{settings.Name}' is always there, or a group has none; neither tells rows apart.");
        Require(settings.KeyPresence.Count <= 16 && (settings.TimeColumn is not null || settings.KeyPresence.Count == 0), $"The table '{settings.Name}' has KeyPresence and is a state, or has more than 16 groups.");
        if (settings.Precedence is { } precedence)
        {
            Require(
                Find(precedence, "precedence") is { Type: ColumnType.Boolean or ColumnType.Integer or ColumnType.BigInt, IsNullable: false },
                $"The precedence '{precedence}' of the table '{settings.Name}' is not a BOOLEAN, INTEGER or BIGINT that is always there.");
            Require(
                settings is { TimeColumn: not null, Duplicates: DuplicateRule.Replace } && !settings.Key.Contains(precedence, StringComparer.Ordinal),
                $"The table '{settings.Name}' has the precedence '{precedence}' and is not a series that replaces by a key without it.");
        }

        if (settings.TimeColumn is null)
        {
            Require(key.TrueForAll(k => !k.IsNullable), $"The key column '{key.Find(k => k.IsNullable)?.Name}' of the state table '{settings.Name}' may be missing; rows are found by their key.");
            return;
        }

        Require(
            Find(settings.TimeColumn, "time column") is { Type: ColumnType.Timestamp, IsNullable: false, IsFutureAllowed: false },
            $"The time column '{settings.TimeColumn}' of the table '{settings.Name}' is not a TIMESTAMP that is always there and lies in the past.");
    }

    private static void Require(bool isKept, string message)
    {
        if (!isKept)
        {
#pragma warning disable MA0015 // The message names what is wrong; the parameter is the whole declaration.
            throw new ArgumentException(message);
#pragma warning restore MA0015
        }
    }

    private static bool IsName(string? name, int longest) => name is not null && name.Length <= longest && NamePattern().IsMatch(name);

    [GeneratedRegex("^[a-z][a-z0-9_]*\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamePattern();
}
