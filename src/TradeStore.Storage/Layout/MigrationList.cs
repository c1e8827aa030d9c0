namespace TradeStore.Storage.Layout;

/// <summary>Every step that has led to the layout of today; the first makes what the first released layout had.</summary>
internal static class MigrationList
{
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(
            1,
            "foundation",
            """
            CREATE SCHEMA IF NOT EXISTS warm;
            CREATE TABLE IF NOT EXISTS system_metadata (key VARCHAR NOT NULL, value VARCHAR NOT NULL, updated_at TIMESTAMP NOT NULL);
            CREATE TABLE IF NOT EXISTS _applied (stream VARCHAR NOT NULL, sequence BIGINT NOT NULL);
            CREATE TABLE IF NOT EXISTS _segments (
                segment_id BIGINT NOT NULL, table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, tier VARCHAR NOT NULL, state VARCHAR NOT NULL,
                location VARCHAR NOT NULL, generation INTEGER NOT NULL, is_time_ordered BOOLEAN NOT NULL,
                row_count BIGINT, bytes BIGINT, min_time TIMESTAMP, max_time TIMESTAMP, sha256 VARCHAR, created_at TIMESTAMP NOT NULL);
            """),
        new(
            2,
            "declared tables",
            """
            CREATE SCHEMA IF NOT EXISTS state;
            CREATE TABLE IF NOT EXISTS _tables (
                name VARCHAR NOT NULL, version INTEGER NOT NULL, definition JSON NOT NULL, sha256 VARCHAR NOT NULL, is_changing BOOLEAN NOT NULL,
                updated_at TIMESTAMP NOT NULL);
            """),
        new(3, "tiers", "ALTER TABLE _segments ADD COLUMN IF NOT EXISTS details JSON;"),
    ];
}
