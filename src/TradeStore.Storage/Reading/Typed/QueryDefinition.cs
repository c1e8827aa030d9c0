using System.Collections.Immutable;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What a typed query asks, translated.</summary>
internal sealed record QueryDefinition
{
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>Gets the values of $1, $2 ….</summary>
    public ImmutableArray<object> Values { get; init; } = [];

    /// <summary>Gets the times that the conditions leave.</summary>
    public TimeRange Times { get; init; }

    public ImmutableArray<QueryOrdering> Orderings { get; init; } = [];

    public long Skip { get; init; }

    public long? Take { get; init; }

    public ReadConsistency Consistency { get; init; }

    public bool IsCut => Skip > 0 || Take is not null;

    /// <summary>Gets the conditions as one; <see langword="null"/> when there is none.</summary>
    public string? Where => Conditions.IsEmpty ? null : string.Join(" AND ", Conditions);

    /// <summary>Gets the ORDER BY clause, with a space before it; empty when no order is asked for.</summary>
    public string OrderBy => Orderings.IsEmpty ? "" : $" ORDER BY {string.Join(", ", Orderings.Select(o => o.Sql))}";

    /// <summary>Returns the query with its first rows left out.</summary>
    public QueryDefinition Skipping(long rows) => this with
    {
        Skip = Skip > long.MaxValue - rows ? long.MaxValue : Skip + rows,
        Take = Take is { } take ? Math.Max(0, take - rows) : null,
    };

    /// <summary>Returns the query with no more than its first rows.</summary>
    public QueryDefinition Taking(long rows) => this with { Take = Math.Min(Take ?? rows, rows) };

    /// <summary>Returns the number of rows that are left of those that match.</summary>
    public long Cut(long matching) => Math.Min(Math.Max(0, matching - Skip), Take ?? long.MaxValue);

    /// <summary>Returns the query as SQL over the logical table.</summary>
    public string ToSql(TableSchema table)
    {
        var where = Where is { } condition ? $" WHERE {condition}" : "";
        var limit = Take is { } take ? $" LIMIT {take}" : "";
        var offset = Skip > 0 ? $" OFFSET {Skip}" : "";
        return $"SELECT {TableDefinitionSql.Columns(table)} FROM {TableDefinitionSql.Quote(table.Name)}{where}{OrderBy}{limit}{offset}";
    }
}
