using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>The engine itself writes into the folders of files; no caller's SQL has it do so.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class WritingSqlTests
{
    private ColdStore _cold = null!;

    [OneTimeSetUp]
    public async Task Open() => _cold = await ColdStore.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await _cold.DisposeAsync();

    [Test]
    public async Task Nothing_is_written_into_the_folders_of_files(
        [Values(
            "COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "explain\nanalyze\tcopy market_ticks to '{0}/x.csv'",
            "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN (FORMAT json, ANALYZE true) COPY (SELECT 1) TO '{0}/x.parquet'",
            "/* a */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "/* /* */ EXPLAIN SELECT 1 -- */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "-- EXPLAIN SELECT 1\r EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN /* SELECT 1 -- */ ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN ANALYZE EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN ANALYZE WITH a AS (SELECT 1) INSERT INTO _applied SELECT 'x', 1",
            "EXPLAIN ANALYZE CREATE TABLE mine AS SELECT 1",
            "ATTACH '{0}/x.duckdb' AS mine",
            "EXPLAIN ANALYZE ATTACH '{0}/x.duckdb' AS mine",
            "EXPORT DATABASE '{0}/x'",
            "EXPLAIN ANALYZE EXPORT DATABASE '{0}/x'",
            "COPY FROM DATABASE store TO memtable",
            "EXPLAIN ANALYZE CALL enable_logging(storage = 'file', storage_path = '{0}')",
            "CALL enable_logging(storage = 'file', storage_path = '{0}')",
            "SELECT * FROM enable_logging(storage = 'file', storage_path = '{0}')",
            "FROM enable_logging(storage = 'file', storage_path = '{0}')",
            "FROM system.main.\"Enable_Logging\" /* */ (storage = 'file', storage_path = '{0}')",
            "FROM query('FROM enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')')",
            "FROM \"query\"\n('FROM enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')')",
            "FROM query\u200B('FROM enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')')",
            "EXPLAIN ANALYZE FROM query /**/ ('FROM enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')')",
            "FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_' || 'logging(storage = ''file'', storage_path = ''{0}'')'))",
            "FROM checkpoint()",
            "FROM truncate_duckdb_logs()",
            "SELECT 1; COPY (SELECT 1) TO '{0}/x.parquet'",
            "EXPLAIN SELECT 1; COPY (SELECT 1) TO '{0}/x.parquet'",
            "WITH a AS (SELECT 1) COPY (FROM a) TO '{0}/x.parquet'")] string sql,
        [Values("cold", "staging")] string folder)
    {
        var before = Files();

        var error = await Assert.CatchAsync<TradeStoreException>(() => (Task)_cold.Store.QueryAsync<string>(sql.Replace("{0}", Path.Combine(_cold.Root, folder), StringComparison.Ordinal)));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidQuery), error.Message);
        Assert.That(Files(), Is.EqualTo(before));
    }

    [TestCase("EXPLAIN SELECT count(*) FROM market_ticks")]
    [TestCase(" explain analyze SELECT count(*) FROM market_ticks WHERE bid_price > $price")]
    [TestCase("EXPLAIN (FORMAT json) FROM market_ticks")]
    [TestCase("EXPLAIN (ANALYZE, FORMAT json) (SELECT 1)")]
    [TestCase("EXPLAIN (SELECT 1)")]
    [TestCase("EXPLAIN WITH a AS (SELECT 1) FROM a")]
    public async Task A_SELECT_is_explained(string sql)
    {
        var rows = await _cold.Store.QueryAsync<Explanation>(sql, sql.Contains('$', StringComparison.Ordinal) ? new { price = 1m } : null);

        Assert.That(rows, Has.Count.EqualTo(1));
        Assert.That(rows[0].ExplainValue, Is.Not.Empty);
    }

    [Test]
    public async Task Columns_that_are_called_as_such_functions_are_read()
    {
        Assert.That(await _cold.Store.QueryAsync<int>("SELECT query + checkpoint FROM (SELECT 1 AS query, 2 AS checkpoint)"), Is.EqualTo(new[] { 3 }));
    }

    private List<string> Files() => [.. FolderImage.Of(Path.Combine(_cold.Root, "cold")), .. FolderImage.Of(Path.Combine(_cold.Root, "staging"))];

    private sealed record Explanation(string ExplainKey, string ExplainValue);
}
