using System.Collections.Immutable;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What is asked of the rows of a typed query, translated.</summary>
internal sealed record ProjectedDefinition
{
    /// <summary>Gets the query for the rows.</summary>
    public required QueryDefinition Rows { get; init; }

    /// <summary>Gets what is read of each row: _0, _1 ….</summary>
    public required ImmutableArray<string> Inner { get; init; }

    /// <summary>Gets what is returned, as SQL over what is read of each row.</summary>
    public required ImmutableArray<string> Outer { get; init; }

    /// <summary>Gets the values of $1, $2 …, those of the rows' query first.</summary>
    public required ImmutableArray<object> Values { get; init; }

    /// <summary>Gets the columns that make the groups; <see langword="null"/> when rows are not grouped, empty when they are one group.</summary>
    public ImmutableArray<string>? Keys { get; init; }

    public bool IsDistinct { get; init; }

    /// <summary>Gets the order of what is returned, by the names of <see cref="Name"/>.</summary>
    public ImmutableArray<QueryOrdering> Orderings { get; init; } = [];

    /// <summary>Gets which of what is returned is wanted.</summary>
    public QueryCut Cut { get; init; }

    /// <summary>Gets a value indicating whether each row gives one result, in the order of the rows.</summary>
    public bool IsOfEachRow => Keys is null && !IsDistinct && Orderings.IsEmpty;

    /// <summary>Gets a value indicating whether no result can be wanted; of rows that are one group there is one, though.</summary>
    public bool IsEmpty => Rows.IsEmpty || Cut.Take == 0;

    /// <summary>Gets the rows that results are made of one by one.</summary>
    public QueryDefinition EachRow => Rows with { Cut = Rows.Cut.Then(Cut) };

    private RowSelection Selection
    {
        get
        {
            var columns = Inner.IsEmpty ? ["1"] : Inner;
            return new(
                string.Join(", ", columns.Select((sql, i) => $"{sql} AS {InnerColumns.Name(i)}")),
                string.Join(", ", columns.Select((_, i) => InnerColumns.Name(i))),
                IsWhole: false);
        }
    }

    /// <summary>Returns the name of what is returned at a place, where it is sorted by.</summary>
    public static string Name(int place) => $"_of{place}";

    /// <summary>Plans the statements.</summary>
    public IEnumerable<string> Statements(TableSchema table, TierMap map, TierMap current, long applied) => IsOfEachRow
        ? TableQueryPlan.Rows(table, Selection, EachRow, map, current, applied)
        : Together([.. TableQueryPlan.Sources(table, Rows, map, applied)]);

    /// <summary>Plans the count of the results.</summary>
    public IEnumerable<string> Counts(TableSchema table, TierMap map, long applied) => IsOfEachRow
        ? TableQueryPlan.Counts(table, Rows, map, applied)
        : Together([.. TableQueryPlan.Sources(table, Rows, map, applied)]).Select(sql => $"SELECT count(*) FROM ({sql})");

    /// <summary>Returns the query as SQL over the logical table.</summary>
    public string ToSql(TableSchema table) => IsOfEachRow
        ? TableQueryPlan.Sorted([Rows.Source(table)], Selection, Rows).Single() + EachRow.Cut.ToSql()
        : Together([Rows.Source(table)]).Single() + Cut.ToSql();

    // What is made of many rows is made by one statement over all places where they lie.
    private IEnumerable<string> Together(IReadOnlyList<string> sources)
    {
        var rows = Rows.Cut.IsCut ? Rows : Rows with { Orderings = [] };
        var inner = string.Join(" UNION ALL ", rows.Orderings.IsEmpty
            ? sources.Select(source => $"SELECT {Selection.Columns} FROM {source}")
            : TableQueryPlan.Sorted(sources, Selection, rows));
        if (inner.Length == 0)
        {
            return [];
        }

        var limited = Rows.Cut.IsCut ? $"SELECT * FROM ({inner}){Rows.Cut.ToSql()}" : inner;
        var columns = string.Join(", ", Outer.Select((sql, i) => $"{sql} AS {Name(i)}"));
        var groups = Keys is { IsEmpty: false } keys ? $" GROUP BY {string.Join(", ", keys)}" : "";
        var sql = $"SELECT {(IsDistinct ? "DISTINCT " : "")}{columns} FROM ({limited}){groups}";
        return [Orderings.IsEmpty ? sql : $"SELECT * FROM ({sql}){QueryDefinition.Clause(Orderings.Select(o => o.Sql))}"];
    }
}
