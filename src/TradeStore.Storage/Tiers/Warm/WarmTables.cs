using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>The tables of partitions that the database has, named by the manifest or not.</summary>
internal static class WarmTables
{
    /// <summary>Returns where they are, as SQL reads them and as the manifest names them.</summary>
    public static List<string> Locations(DuckDbSession session) => session
        .QueryTexts("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'warm'", columns: 1)
        .ConvertAll(row => $"warm.{TableDefinitionSql.Quote(row[0])}");
}

/// <summary>Drops the partitions' tables that no segment names: what a crash, or a step that was given up, left behind.</summary>
internal static class WarmSweep
{
    public static void Run(DuckDbSession session, EngineCheckpoint checkpoint, CheckpointRoom room, IEnumerable<string> named)
    {
        var known = named.ToHashSet(StringComparer.Ordinal);
        var debris = WarmTables.Locations(session).Where(location => !known.Contains(location)).Select(location => $"DROP TABLE {location};").ToList();
        if (debris.Count > 0)
        {
            session.Execute($"BEGIN; {string.Concat(debris)} COMMIT;");
            if (room.IsEnough)
            {
                checkpoint.Run(session);
            }
        }
    }
}

/// <summary>What a table takes of the database file.</summary>
internal static class TableSize
{
    /// <summary>Gets the rows of the engine's row groups: a table with fewer shares its blocks with others.</summary>
    public const int RowGroup = 122_880;

    /// <summary>Returns the bytes of a table's blocks; those that it shares with others count for both.</summary>
    public static long Read(DuckDbSession session, string location) => session.QueryScalar<long>(
        "SELECT (count(DISTINCT block_id) FILTER (WHERE block_id >= 0) * (SELECT block_size FROM pragma_database_size() WHERE database_name = current_database()))::BIGINT "
            + $"FROM pragma_storage_info({TableDefinitionSql.Literal(location)})");
}
