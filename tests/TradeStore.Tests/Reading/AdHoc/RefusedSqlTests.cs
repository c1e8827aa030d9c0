using TradeStore.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tiers.Warm;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>A caller's SQL reads the store's tables, and does nothing else.</summary>
internal sealed class RefusedSqlTests : AdHocTestBase
{
    [TestCase("INSERT INTO _segments SELECT * FROM _segments")]
    [TestCase("UPDATE system_metadata SET value = '9'")]
    [TestCase("DELETE FROM _applied")]
    [TestCase("TRUNCATE _applied")]
    [TestCase("CREATE TABLE mine (i INTEGER)")]
    [TestCase("CREATE TEMP TABLE mine (i INTEGER)")]
    [TestCase("CREATE OR REPLACE TEMP VIEW market_ticks AS SELECT 1")]
    [TestCase("CREATE MACRO f() AS 1")]
    [TestCase("ALTER TABLE system_metadata RENAME TO gone")]
    [TestCase("DROP TABLE system_metadata")]
    [TestCase("DROP VIEW market_ticks")]
    [TestCase("ATTACH '{folder}/other.duckdb' AS other")]
    [TestCase("DETACH tail")]
    [TestCase("USE tail")]
    [TestCase("COPY market_ticks TO '{folder}/out.csv'")]
    [TestCase("COPY (SELECT 1) TO '{folder}/out.parquet'")]
    [TestCase("COPY system_metadata FROM '{folder}/secret.csv'")]
    [TestCase("EXPORT DATABASE '{folder}/export'")]
    [TestCase("IMPORT DATABASE '{folder}/export'")]
    [TestCase("PRAGMA database_list")]
    [TestCase("SET threads = 1")]
    [TestCase("SET enable_external_access = true")]
    [TestCase("RESET memory_limit")]
    [TestCase("CALL pragma_version()")]
    [TestCase("LOAD httpfs")]
    [TestCase("INSTALL httpfs")]
    [TestCase("CHECKPOINT")]
    [TestCase("VACUUM")]
    [TestCase("ANALYZE")]
    [TestCase("BEGIN")]
    [TestCase("COMMIT")]
    [TestCase("ROLLBACK")]
    [TestCase("PREPARE p AS SELECT 1")]
    [TestCase("EXECUTE p")]
    [TestCase("SELECT 1; SELECT 2")]
    [TestCase("COMMIT; DROP TABLE system_metadata")]
    [TestCase("SELECT 1; COMMIT; DROP TABLE system_metadata")]
    [TestCase("WITH gone AS (SELECT 1) DELETE FROM _applied")]
    [TestCase("EXPLAIN ANALYZE DELETE FROM _applied")]
    [TestCase("EXPLAIN ANALYZE INSERT INTO _applied VALUES ('x', 1)")]
    [TestCase("EXPLAIN ANALYZE CREATE OR REPLACE TEMP VIEW market_ticks AS SELECT 1 AS one")]
    [TestCase("EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'")]
    [TestCase("EXPLAIN ANALYZE ATTACH ':memory:' AS mine")]
    [TestCase("EXPLAIN ANALYZE SET threads = 1")]
    [TestCase("SELECT * FROM read_csv('{folder}/secret.csv')")]
    [TestCase("SELECT * FROM read_text('{folder}/secret.csv')")]
    [TestCase("SELECT * FROM read_blob('{folder}/*')")]
    [TestCase("SELECT * FROM read_parquet('{folder}/x.parquet')")]
    [TestCase("SELECT * FROM read_json('{folder}/secret.csv')")]
    [TestCase("SELECT * FROM '{folder}/secret.csv'")]
    [TestCase("SELECT * FROM glob('{folder}/*')")]
    [TestCase("SELECT * FROM parquet_metadata('{folder}/x.parquet')")]
    [TestCase("SELECT * FROM read_csv('/etc/passwd')")]
    [TestCase("SELECT getenv('PATH')")]
    [TestCase("SELECT * FROM force_checkpoint('store')")]
    [TestCase("SELECT nextval('s')")]
    [TestCase("SELECT * FROM query('DELETE FROM _applied')")]
    [TestCase("SELEKT 1")]
    [TestCase("-- nothing")]
    public async Task SQL_that_is_not_one_SELECT_over_the_store_is_refused_and_changes_nothing(string sql)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "secret.csv"), "a,b\n1,2\n");

        var error = await Assert.CatchAsync<TradeStoreException>(() => Store.QueryAsync<string>(sql.Replace("{folder}", Folder, StringComparison.Ordinal)));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidQuery).Or.EqualTo(TradeStoreErrorCode.QueryFailed));
        Assert.That(Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName), Is.SubsetOf(new[] { "store.lock", "store.holder", "journal", "temp", "cold", "staging", "store.duckdb", "store.duckdb.wal", "secret.csv" }));
        for (var reader = 0; reader < 2; reader++)
        {
            Assert.That(await Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 11L }));
            Assert.That(await Store.QueryAsync<long>("SELECT count(*) FROM system_metadata"), Is.EqualTo(new[] { 2L }));
            Assert.That(await Store.QueryAsync<string>("SELECT value FROM system_metadata WHERE key = 'schema_version'"), Is.EqualTo(new[] { $"{WarmSchema.Version}" }));
            Assert.That(await Store.QueryAsync<long>("SELECT current_setting('threads')::BIGINT"), Is.EqualTo(new[] { 2L }));
        }
    }
}
