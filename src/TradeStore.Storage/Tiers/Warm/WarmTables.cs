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
