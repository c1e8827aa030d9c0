using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Tests.Verification;

/// <summary>Damages tables of the database file of a store that is closed.</summary>
internal static class WarmDamage
{
    private const long HeaderBytes = 3 * 4096;

    public static void Apply(string root, Segment segment, bool isGone)
    {
        if (isGone)
        {
            Run(root, $"DROP TABLE {segment.Location}");
            return;
        }

        var database = Path.Combine(root, "store.duckdb");
        var (block, size) = Block(database, segment);
        using var file = File.Open(database, FileMode.Open, FileAccess.ReadWrite);
        file.Position = HeaderBytes + (block * size) + (size / 4);
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 0xFF));
    }

    /// <summary>Runs a statement in a store's database.</summary>
    public static void Run(string root, string sql)
    {
        using var instance = DuckDbInstance.Open(Path.Combine(root, "store.duckdb"));
        using var session = instance.Connect();
        session.Execute($"{sql}; CHECKPOINT");
    }

    private static (long Block, long Size) Block(string database, Segment segment)
    {
        using var instance = DuckDbInstance.Open(database);
        using var session = instance.Connect();

        // Of its own: a table's last blocks may hold parts of other tables, too.
        var block = session.QueryScalar<long>(
            $"SELECT block_id FROM pragma_storage_info({TableDefinitionSql.Literal(segment.Location)}) WHERE block_id >= 0 AND column_name = 'symbol' LIMIT 1");
        return (block, session.QueryScalar<long>("SELECT block_size FROM pragma_database_size()"));
    }
}
