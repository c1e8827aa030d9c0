using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Rows in a table of the writing session's own, to be held against what is stored; they are called <c>n</c>, and what is stored <c>o</c>.</summary>
internal static class StagedRows
{
    public const string Location = $"temp.{Name}";
    private const string Name = "_compared";

    /// <summary>Fills the table; a row's <c>rowid</c> is its place.</summary>
    public static void Fill(DuckDbSession session, RunAppender appender, IReadOnlyList<RowRun> runs)
    {
        session.Execute(TableDefinitionSql.Temporary(runs[0].Batch.Table, Name));
        using var staged = session.CreateAppender(Name, "main", "temp");
        appender.AppendAndClose(runs, staged);
    }

    /// <summary>Returns how many of the rows have the key of one that is stored, and other content.</summary>
    /// <param name="session">The session.</param>
    /// <param name="table">The table.</param>
    /// <param name="stored">Where rows are stored; one may come in two of them.</param>
    /// <param name="condition">What holds for every row with the key of one of these.</param>
    public static long Differing(DuckDbSession session, TableSchema table, IEnumerable<string> stored, string condition)
    {
        var columns = TableDefinitionSql.Columns(table);
        var all = stored.Select(s => $"SELECT {columns} FROM {s} WHERE {condition}");
        return session.QueryScalar<long>(
            $"SELECT count(DISTINCT n.rowid) FROM {Location} n JOIN ({string.Join(" UNION ALL ", all)}) o ON {SameKey(table)} WHERE {Differs(table)}");
    }

    public static void Drop(DuckDbSession session) => session.Execute($"DROP TABLE IF EXISTS {Location}");

    /// <summary>Returns the condition that a row has the key of one that is stored, as SQL.</summary>
    public static string SameKey(TableSchema table) => TableDefinitionSql.SameKey(table, "o.", "n.");

    /// <summary>Returns the condition that rows with one key have other content, as SQL.</summary>
    public static string Differs(TableSchema table) => string.Join(
        " OR ",
        RowContent.Columns(table).Select(c => TableDefinitionSql.Quote(table.Columns[c].Name)).Select(name => $"o.{name} IS DISTINCT FROM n.{name}").DefaultIfEmpty("false"));
}
