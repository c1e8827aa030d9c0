using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>The rows of immutable segments of one partition, each that counts once, as SQL.</summary>
internal sealed class SourceRows
{
    private readonly TableSchema _table;
    private readonly string _columns;
    private readonly IReadOnlyList<RowSource> _sources;
    private readonly Reduction? _reduction;

    /// <param name="segments">The segments.</param>
    /// <param name="reduction">What is left out or summed up of rows that were not reduced yet.</param>
    public SourceRows(PartitionSegments segments, Reduction? reduction)
    {
        _table = segments.Table;
        _columns = TableDefinitionSql.Columns(_table);
        _sources = PartitionSources.Of(segments, new SeriesFilter(_table, TimeRange.All));
        _reduction = reduction;
    }

    /// <summary>Gets a value indicating whether a scan gives the rows in the order of the cluster key.</summary>
    public bool IsClustered => _sources is [{ Segment: { IsClustered: true } only }] && (_reduction is null || only.IsReduced);

    /// <summary>Gets a value indicating whether every row of every segment counts, as it is.</summary>
    public bool IsWhole => _reduction is null || _sources.All(s => s.Segment!.IsReduced);

    /// <summary>Gets all rows with their place, as what stands behind FROM.</summary>
    public string All => $"({string.Join(" UNION ALL ", _sources.Select(Part))})";

    /// <summary>Returns the rows of a slice, in the order in which a sealed partition is laid down.</summary>
    public string Ordered(Slice slice)
    {
        var where = slice.Condition is null ? "" : $" WHERE {slice.Condition}";
        return $"SELECT {_columns} FROM {All} AS s{where}{(IsClustered ? "" : $" ORDER BY {Order(slice)}")}";
    }

    // Rows that the whole key does not tell apart stay in the order in which they came.
    private string Order(Slice slice) => string.Join(
        ", ",
        _table.ClusterKey.Concat(_table.FullKey).Distinct().Select(c => $"{TableDefinitionSql.Quote(_table.Columns[c].Name)} NULLS LAST").Concat(TableDefinitionSql.Presence(_table, "")).Concat(slice.HasTies ? ["_source", "_position"] : []));

    private string Part(RowSource source, int ordinal)
    {
        var columns = $"{TableDefinitionSql.Columns(_table)}, {ordinal} AS _source";
        return _reduction is null || source.Segment!.IsReduced
            ? $"SELECT {columns}, s.{source.Position} AS _position FROM {source}"
            : $"SELECT {columns}, 0 AS _position FROM ({_reduction.Sql(_table, source.ToString())})";
    }
}

/// <summary>Several sources of one table as one, in which each row says by a number where it comes from.</summary>
internal static class SourceUnion
{
    /// <summary>The column with the number, from 0.</summary>
    public const string Number = "_part";

    /// <summary>Returns SQL that stands behind FROM.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sources">The sources, each of them SQL that stands behind FROM.</param>
    /// <param name="columns">How many columns are taken, from the first.</param>
    public static string Of(TableSchema table, IReadOnlyList<string> sources, int columns)
    {
        var names = string.Join(", ", table.Columns.Take(columns).Select(c => TableDefinitionSql.Quote(c.Name)));
        return $"({string.Join(" UNION ALL ", sources.Select((source, i) => $"SELECT {i} AS {Number}, {names} FROM {source}"))})";
    }
}
