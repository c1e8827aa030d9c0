using System.Security.Cryptography;
using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Layout;

/// <summary>
/// A numbered step from one layout of the database to the next. It is DDL only, and can be run a second time, since a crash may come
/// between the step and its entry in the history. One that was released never changes: stores keep its hash.
/// </summary>
/// <param name="Number">The layout that the step leads to.</param>
/// <param name="Name">What it makes, in a word.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Gets the SHA-256 of the statements in lower-case hexadecimal; the same whatever line ends the sources were checked out with.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>Every step that has led to the layout of today; the first makes that of 0.1.0.</summary>
internal static class MigrationList
{
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(
            1,
            "foundation",
            """
            CREATE SCHEMA IF NOT EXISTS warm;
            CREATE SCHEMA IF NOT EXISTS state;
            CREATE TABLE IF NOT EXISTS system_metadata (key VARCHAR NOT NULL, value VARCHAR NOT NULL, updated_at TIMESTAMP NOT NULL);
            CREATE TABLE IF NOT EXISTS _applied (stream VARCHAR NOT NULL, sequence BIGINT NOT NULL);
            CREATE TABLE IF NOT EXISTS _segments (
                segment_id BIGINT NOT NULL, table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, tier VARCHAR NOT NULL, state VARCHAR NOT NULL,
                location VARCHAR NOT NULL, generation INTEGER NOT NULL, is_time_ordered BOOLEAN NOT NULL,
                row_count BIGINT, bytes BIGINT, min_time TIMESTAMP, max_time TIMESTAMP, sha256 VARCHAR, created_at TIMESTAMP NOT NULL, details JSON NOT NULL);
            CREATE TABLE IF NOT EXISTS _tables (
                name VARCHAR NOT NULL, version INTEGER NOT NULL, definition JSON NOT NULL, sha256 VARCHAR NOT NULL, is_changing BOOLEAN NOT NULL,
                updated_at TIMESTAMP NOT NULL);
            """),
    ];
}

/// <summary>
/// Changes of the schema, and the rows that record them: in transactions of their own, each held by a checkpoint, since the engine's
/// log cannot be trusted with both, and may be set aside.
/// </summary>
/// <param name="session">Where they are made.</param>
/// <param name="checkpoint">The way to a checkpoint; <see langword="null"/> in a database that nobody opens after a crash, which is checkpointed once it is whole.</param>
/// <param name="reached">What is called at each step.</param>
internal sealed class SchemaChange(DuckDbSession session, EngineCheckpoint? checkpoint, Action<WritingStep>? reached)
{
    /// <summary>Runs DDL.</summary>
    public void Define(string statements) => Run(statements, WritingStep.Defining, WritingStep.Defined);

    /// <summary>Writes rows.</summary>
    public void Record(string statements) => Run(statements, WritingStep.Recording, WritingStep.Recorded);

    private void Run(string statements, WritingStep before, WritingStep after)
    {
        session.Execute($"BEGIN; {statements}");
        reached?.Invoke(before);
        session.Execute("COMMIT");
        reached?.Invoke(after);
        checkpoint?.Run(session);
    }
}
