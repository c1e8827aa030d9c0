using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Model;

namespace TradeStore.Tiers.Warm;

/// <summary>The tables of the store itself: made in a new database, checked in an old one.</summary>
internal static class WarmSchema
{
    /// <summary>The version of the database's layout that this code reads and writes.</summary>
    public const int Version = 1;

    private const string Definition =
        """
        CREATE SCHEMA warm;
        CREATE TABLE system_metadata (key VARCHAR NOT NULL, value VARCHAR NOT NULL, updated_at TIMESTAMP NOT NULL);
        CREATE TABLE _applied (stream VARCHAR NOT NULL, sequence BIGINT NOT NULL);
        CREATE TABLE _segments (
            segment_id BIGINT NOT NULL, table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, tier VARCHAR NOT NULL, state VARCHAR NOT NULL,
            location VARCHAR NOT NULL, generation INTEGER NOT NULL, is_time_ordered BOOLEAN NOT NULL,
            row_count BIGINT, bytes BIGINT, min_time TIMESTAMP, max_time TIMESTAMP, sha256 VARCHAR, created_at TIMESTAMP NOT NULL);
        """;

    /// <summary>Makes the tables where the database is new, and returns the store's id.</summary>
    /// <exception cref="TradeStoreException">The database was written by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    public static Guid Ensure(DuckDbSession session, TimeProvider clock)
    {
        if (session.QueryScalar<long>("SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'system_metadata'") == 0)
        {
            Create(session, clock);
        }

        var version = int.Parse(Read(session, "schema_version"));
        return version <= Version
            ? Guid.Parse(Read(session, "store_id"))
            : throw new TradeStoreException(
                TradeStoreErrorCode.StoreTooNew,
                $"The store has layout version {version}; this version of TradeStore knows {Version}. Open it with a newer package; nothing was changed.");
    }

    private static void Create(DuckDbSession session, TimeProvider clock)
    {
        // Tables and rows in transactions of their own, each held by a checkpoint: a crash in between leaves no table or all of them.
        session.Execute($"BEGIN; {Definition} COMMIT; CHECKPOINT;");
        var now = TableDefinitionSql.Timestamp(DuckDb.Vectors.TimestampConversion.ToMicroseconds(clock.GetUtcMicroseconds()));
        session.Execute(
            $"""
            BEGIN;
            INSERT INTO system_metadata VALUES ('schema_version', '{Version}', {now}), ('store_id', '{Guid.CreateVersion7()}', {now});
            COMMIT;
            CHECKPOINT;
            """);
    }

    private static string Read(DuckDbSession session, string key) =>
        session.QueryScalar<string>($"SELECT value FROM system_metadata WHERE key = '{key}'")
            ?? throw new StoreCorruptException($"The database has no '{key}' in system_metadata.", [$"system_metadata: '{key}' is missing."]);
}
