using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

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
