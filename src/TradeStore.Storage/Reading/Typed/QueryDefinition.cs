using System.Collections.Immutable;
using System.Runtime.InteropServices;
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

    /// <summary>Gets which of the rows are wanted.</summary>
    public QueryCut Cut { get; init; }

    public ReadConsistency Consistency { get; init; }

    /// <summary>Gets a value indicating whether no row can be wanted.</summary>
    public bool IsEmpty => Times.IsEmpty || Cut.Take == 0;

    /// <summary>Gets the conditions as one; <see langword="null"/> when there is none.</summary>
    public string? Where => Conditions.IsEmpty ? null : string.Join(" AND ", Conditions);

    /// <summary>Gets the ORDER BY clause, with a space before it; empty when no order is asked for.</summary>
    public string OrderBy => Clause(Orderings.Select(o => o.Sql));

    /// <summary>Returns an ORDER BY clause, with a space before it; an empty one of nothing.</summary>
    public static string Clause(IEnumerable<string> orderings) => string.Join(", ", orderings) is { Length: > 0 } all ? $" ORDER BY {all}" : "";

    /// <summary>Returns the query as SQL over the logical table.</summary>
    public string ToSql(TableSchema table) => $"SELECT {TableDefinitionSql.Columns(table)} FROM {Source(table)}{OrderBy}{Cut.ToSql()}";

    /// <summary>Returns the rows that match, of the logical table, as what stands behind FROM.</summary>
    public string Source(TableSchema table) => $"{TableDefinitionSql.Quote(table.Name)}{(Where is { } condition ? $" WHERE {condition}" : "")}";
}

/// <summary>Which of the rows in an order are wanted.</summary>
/// <param name="Skip">How many are left out at the beginning.</param>
/// <param name="Take">How many of the others are wanted; all when <see langword="null"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueryCut(long Skip, long? Take)
{
    public bool IsCut => Skip > 0 || Take is not null;

    /// <summary>Returns the cut with more rows left out.</summary>
    public QueryCut Skipping(long rows) => new(Skip > long.MaxValue - rows ? long.MaxValue : Skip + rows, Take is { } take ? Math.Max(0, take - rows) : null);

    /// <summary>Returns the cut with no more than its first rows.</summary>
    public QueryCut Taking(long rows) => this with { Take = Math.Min(Take ?? rows, rows) };

    /// <summary>Returns the cut of what this one leaves.</summary>
    public QueryCut Then(QueryCut next) => next.Take is { } take ? Skipping(next.Skip).Taking(take) : Skipping(next.Skip);

    /// <summary>Returns the number of rows that are left of those that match.</summary>
    public long Of(long matching) => Math.Min(Math.Max(0, matching - Skip), Take ?? long.MaxValue);

    /// <summary>Returns the clauses, with a space before each.</summary>
    public string ToSql() =>
        $"{(Take is { } take ? $" LIMIT {Math.Min(take, ReadPlan.MostRows)}" : "")}{(Skip > 0 ? $" OFFSET {Math.Min(Skip, ReadPlan.MostRows)}" : "")}";
}
