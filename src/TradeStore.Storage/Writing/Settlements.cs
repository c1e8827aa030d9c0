using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Writes rows that may be duplicates, by the table's rule, as one statement over a staged chunk.</summary>
internal static class DuplicateSettlement
{
    private const string Staged = "staged";

    /// <summary>Settles rows against what is there; each key comes once.</summary>
    /// <param name="session">The writing session, in a transaction.</param>
    /// <param name="appender">The table's appender.</param>
    /// <param name="target">The DuckDB table that takes new rows.</param>
    /// <param name="sources">The DuckDB tables that can hold the same keys, the target among them.</param>
    /// <param name="rows">The rows.</param>
    public static void Settle(DuckDbSession session, RunAppender appender, string target, IReadOnlyList<string> sources, RoutedRows rows)
    {
        var runs = rows.PossibleDuplicates();
        var table = runs[0].Batch.Table;
        var sql = table.Duplicates == DuplicateRule.Replace
            ? Merge(table, target, Between(table, "t.", rows.PossibleDuplicateTimes))
            : InsertMissing(table, target, sources, rows.PossibleDuplicateTimes);
        Run(session, appender, sql, runs);
    }

    /// <summary>Writes rows over those with the same key, wherever in the table they are; each key comes once.</summary>
    public static void Replace(DuckDbSession session, RunAppender appender, string target, IReadOnlyList<RowRun> runs) =>
        Run(session, appender, Merge(runs[0].Batch.Table, target, condition: null), runs);

    private static void Run(DuckDbSession session, RunAppender appender, string sql, IReadOnlyList<RowRun> runs)
    {
        using var staged = session.CreateQueryAppender(sql, appender.Types, [.. runs[0].Batch.Table.Columns.Select(c => c.Name)], Staged);
        appender.AppendAndClose(runs, staged);
    }

    private static string InsertMissing(TableSchema table, string target, IReadOnlyList<string> sources, (long Earliest, long Latest) range)
    {
        var key = Names(table, table.FullKey);
        var presence = TableDefinitionSql.Presence(table, "").Select((present, i) => $"{present} AS _present{i}");
        var existing = sources.Select(s => $"SELECT {string.Join(", ", key.Concat(presence))} FROM {s} WHERE {Between(table, "", range)}");
        var equal = key.Select(k => $"e.{k} = {Staged}.{k}").Concat(TableDefinitionSql.Presence(table, $"{Staged}.").Select((present, i) => $"e._present{i} = {present}"));
        return $"INSERT INTO {target} SELECT {TableDefinitionSql.Columns(table)} FROM {Staged} "
            + $"WHERE NOT EXISTS (SELECT 1 FROM ({string.Join(" UNION ALL ", existing)}) e WHERE {string.Join(" AND ", equal)})";
    }

    private static string Merge(TableSchema table, string target, string? condition)
    {
        var equal = TableDefinitionSql.SameKey(table, "t.", $"{Staged}.");
        var matched = Names(table, Enumerable.Range(0, table.Columns.Count).Except(table.FullKey)).Select(c => $"{c} = {Staged}.{c}").ToList();
        var precedence = table.Precedence < 0 ? "" : $" AND {Staged}.{Name(table, table.Precedence)} >= t.{Name(table, table.Precedence)}";
        var update = matched.Count == 0 ? "" : $"WHEN MATCHED{precedence} THEN UPDATE SET {string.Join(", ", matched)} ";
        return $"MERGE INTO {target} t USING {Staged} ON {(condition is null ? equal : $"{equal} AND {condition}")} {update}"
            + $"WHEN NOT MATCHED THEN INSERT ({TableDefinitionSql.Columns(table)}) VALUES ({TableDefinitionSql.Columns(table, Staged + ".")})";
    }

    /// <summary>Returns the condition that rows are of a range, which lets DuckDB pass over row groups by their statistics.</summary>
    public static string Between(TableSchema table, string prefix, (long Earliest, long Latest) range) =>
        $"{prefix}{TableDefinitionSql.Time(table)} "
            + $"BETWEEN {TableDefinitionSql.Timestamp(range.Earliest)} AND {TableDefinitionSql.Timestamp(range.Latest)}";

    private static IEnumerable<string> Names(TableSchema table, IEnumerable<int> columns) => columns.Select(c => Name(table, c));

    private static string Name(TableSchema table, int column) => TableDefinitionSql.Quote(table.Columns[column].Name);
}

/// <summary>Writes rows of a state table: each replaces the one with its key, or is new.</summary>
internal static class StateSettlement
{
    /// <summary>Writes batches in the session's transaction; of rows with one key the last one counts.</summary>
    public static void Write(DuckDbSession session, RunAppender appender, IEnumerable<ColumnBatch> batches)
    {
        var newest = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<(ColumnBatch Batch, int Row)>();
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                var key = RowKey.Of(batch, row) ?? throw new InvalidOperationException($"A row for '{batch.Table.Name}' has no key.");
                if (newest.TryAdd(key, rows.Count))
                {
                    rows.Add((batch, row));
                }
                else
                {
                    rows[newest[key]] = (batch, row);
                }
            }
        }

        var runs = new List<RowRun>();
        foreach (var (batch, row) in rows)
        {
            RowRun.Add(runs, batch, row, 1);
        }

        DuplicateSettlement.Replace(session, appender, runs[0].Batch.Table.StateTable, runs);
    }
}
