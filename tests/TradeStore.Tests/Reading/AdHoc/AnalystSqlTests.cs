namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>What analysts write is run, whatever words are in its texts and names.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class AnalystSqlTests : AdHocTestBase
{
    [TestCase("SELECT count(*) FROM market_ticks WHERE symbol LIKE 'slow query (%'", "0")]
    [TestCase("SELECT count(*) FROM application_logs WHERE message LIKE 'slow query (%' OR message = 'force_checkpoint(' OR message = 'read_csv(''x'')' OR message LIKE '%; DROP TABLE x; --'", "0")]
    [TestCase("SELECT 'write_log( enable_logging( checkpoint( query('", "write_log( enable_logging( checkpoint( query(")]
    [TestCase("SELECT $$it's; query('x')$$", "it's; query('x')")]
    [TestCase("SELECT E'a\\'b' -- query('x'); DROP TABLE y", "a'b")]
    [TestCase("SELECT /* read_csv('x') */ 1;", "1")]
    [TestCase("-- first a comment\nSELECT 1", "1")]
    [TestCase("/* COPY x TO 'y' */ SELECT 1 ; ", "1")]
    [TestCase("SELECT query + checkpoint FROM (SELECT 1 AS query, 2 AS checkpoint)", "3")]
    [TestCase("SELECT \"read_csv\" FROM (VALUES (5)) AS \"copy\"(\"read_csv\")", "5")]
    [TestCase("WITH query(checkpoint) AS (SELECT 7) SELECT checkpoint FROM query", "7")]
    [TestCase("SELECT\u00A01", "1")]
    [TestCase("SELECT 'Größe 數量 🎉 \u200B('", "Größe 數量 🎉 \u200B(")]
    [TestCase("FROM market_ticks SELECT count(*)", "11")]
    [TestCase("SELECT count(*) FROM Market_Ticks AS t WHERE T.symbol = 'AAPL'", "10")]
    [TestCase("SELECT count(*) FROM main.market_ticks", "11")]
    [TestCase("SELECT count(*) FROM temp.main.\"market_ticks\"", "11")]
    [TestCase("SELECT count(*) FROM (TABLE market_ticks)", "11")]
    [TestCase("WITH market_ticks AS (SELECT 1 UNION ALL SELECT 2) SELECT count(*) FROM market_ticks", "2")]
    [TestCase("WITH a AS (SELECT symbol FROM market_ticks), b AS MATERIALIZED (SELECT DISTINCT symbol FROM a) SELECT count(*) FROM b", "2")]
    [TestCase("WITH a AS (SELECT 1 AS x) SELECT (WITH b AS (SELECT x + 1 AS y FROM a) SELECT y FROM b)", "2")]
    [TestCase("WITH a AS (SELECT 1 AS x) SELECT sum(x) FROM (FROM a UNION ALL FROM a UNION ALL (WITH a AS (SELECT 40 AS x) FROM a))", "42")]
    [TestCase("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n", "15")]
    [TestCase("WITH RECURSIVE n(i, s) USING KEY (i) AS (SELECT 1, 0 UNION SELECT i, s + 1 FROM n WHERE s < 4) SELECT max(s) FROM n", "4")]
    [TestCase("SELECT count(*) FROM (SELECT symbol, row_number() OVER w AS n, lag(bid_price) OVER w AS p, sum(bid_price) OVER (PARTITION BY symbol ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM market_ticks WINDOW w AS (PARTITION BY symbol ORDER BY ts))", "11")]
    [TestCase("SELECT count(*) FROM market_ticks QUALIFY row_number() OVER () = 1", "11")]
    [TestCase("SELECT count(*) FROM (SELECT symbol FROM market_ticks QUALIFY rank() OVER (PARTITION BY symbol ORDER BY ts DESC) = 1)", "2")]
    [TestCase("SELECT count(*) FROM market_ticks t ASOF JOIN ohlcv_bars b ON t.symbol = b.symbol AND t.ts >= b.ts", null)]
    [TestCase("SELECT count(*) FROM market_ticks t ASOF LEFT JOIN market_ticks q USING (symbol, ts)", "11")]
    [TestCase("SELECT count(*) FROM market_ticks POSITIONAL JOIN (FROM range(11))", "11")]
    [TestCase("SELECT count(*) FROM market_ticks SEMI JOIN (SELECT 'AAPL' AS symbol) USING (symbol)", "10")]
    [TestCase("SELECT count(*) FROM market_ticks t, LATERAL (SELECT t.ts + INTERVAL 1 SECOND)", "11")]
    [TestCase("SELECT count(*) FROM (FROM market_ticks UNION ALL BY NAME FROM market_ticks) ", "22")]
    [TestCase("SELECT count(*) FROM (SELECT symbol FROM market_ticks EXCEPT SELECT 'MSFT' INTERSECT SELECT 'MSFT')", "1")]
    [TestCase("SELECT count(*) FROM (SELECT DISTINCT ON (symbol) * EXCLUDE (bid_price) REPLACE (upper(symbol) AS symbol) FROM market_ticks ORDER BY symbol, ts DESC NULLS LAST LIMIT 10 OFFSET 0)", "2")]
    [TestCase("SELECT count(COLUMNS('bid_price')) FROM market_ticks", "10")]
    [TestCase("SELECT count(*) FILTER (WHERE symbol ILIKE 'a%' AND symbol SIMILAR TO '.*' AND symbol NOT LIKE 'M%' ESCAPE '!' AND symbol GLOB '*') FROM market_ticks", "10")]
    [TestCase("SELECT max(n) FROM (SELECT symbol, count(*) AS n, GROUPING(symbol) FROM market_ticks GROUP BY ROLLUP (symbol), CUBE (exchange) HAVING count(*) > 0 ORDER BY ALL)", "11")]
    [TestCase("SELECT count(*) FROM (SELECT time_bucket(INTERVAL 1 MINUTE, ts) AS t, first(bid_price ORDER BY ts), max(bid_price), min(bid_price), arg_max(bid_price, ts), last(bid_price ORDER BY ts) FROM market_ticks GROUP BY ALL)", null)]
    [TestCase("SELECT date_trunc('hour', TIMESTAMP '2024-03-04 15:30:00')::DATE + INTERVAL 1 DAY", null)]
    [TestCase("SELECT extract(year FROM DATE '2024-03-04') + year(DATE '2024-03-04') + date_diff('day', DATE '2024-03-04', DATE '2024-03-05')", "4049")]
    [TestCase("SELECT strftime(TIMESTAMP '2024-03-04 01:02:03', '%Y-%m-%d') || strptime('2024', '%Y')::DATE::VARCHAR", "2024-03-042024-01-01")]
    [TestCase("SELECT (epoch_ms(1709510400000) AT TIME ZONE 'America/New_York')::DATE::VARCHAR", null)]
    [TestCase("SELECT now() IS NOT NULL AND current_date IS NOT NULL AND current_timestamp IS NOT NULL AND today() IS NOT NULL", "True")]
    [TestCase("SELECT regexp_replace('a-b', '(\\w)-(\\w)', '\\2-\\1') || regexp_extract('x12', '\\d+') || ('abc' ~ 'b.*')::VARCHAR", "b-a12false")]
    [TestCase("SELECT '{\"a\": [1, {\"b\": \"query(\"}]}'::JSON -> 'a' -> 1 ->> 'b'", "query(")]
    [TestCase("SELECT json_extract_string('{\"a\":1}', '$.a') || to_json([1, 2])::VARCHAR || (json_object('k', 1) ->> '$.k')", "1[1,2]1")]
    [TestCase("SELECT list_sum(list_transform(list_filter([1, 2, 3], lambda x: x > 1), lambda x: x * 2)) + len([x + 1 FOR x IN [1, 2, 3] IF x > 1]) + [10, 20][2] + list_aggregate([1, 2], 'max')", "34")]
    [TestCase("SELECT {'a': 1, 'b': {'c': 5}}.b.c + map {'k': 7}['k'] + (ROW(1, 2))[1]", "13")]
    [TestCase("SELECT sum(u) FROM (SELECT unnest([1, 2, 3]) AS u)", "6")]
    [TestCase("SELECT count(*) FROM range(TIMESTAMP '2024-03-04', TIMESTAMP '2024-03-05', INTERVAL 1 HOUR)", "24")]
    [TestCase("SELECT sum(i) FROM generate_series(1, 3) AS g(i)", "6")]
    [TestCase("SELECT count(*) FROM unnest(['a', 'b']) WITH ORDINALITY", "2")]
    [TestCase("SELECT count(*) FROM json_each('{\"a\":1,\"b\":2}')", "2")]
    [TestCase("SELECT CASE WHEN 1 BETWEEN 0 AND 2 THEN coalesce(NULL, nullif(1, 2)) ELSE if(true, 3, 4) END", "1")]
    [TestCase("SELECT try_cast('x' AS INTEGER) IS NULL AND 1 IS NOT DISTINCT FROM 1 AND 1 IN (1, 2) AND 1 = ANY (SELECT 1) AND NOT EXISTS (SELECT 1 WHERE false)", "True")]
    [TestCase("SELECT quantile_cont(x, 0.5) + median(x) + stddev(x) * 0 + corr(x, x) * 0 FROM (VALUES (1), (3)) v(x)", "4")]
    [TestCase("SELECT ('hello').upper().replace('L', 'x') || 'a' COLLATE NOCASE", "HExxOa")]
    [TestCase("SELECT round(1.005::DECIMAL(18, 8) * 2, 2)::DECIMAL(18,2)::VARCHAR", "2.01")]
    [TestCase("SELECT string_agg(DISTINCT symbol, ',' ORDER BY symbol) FROM market_ticks", "AAPL,MSFT")]
    [TestCase("SELECT \"AAPL\" + \"MSFT\" FROM (PIVOT (SELECT symbol FROM market_ticks) ON symbol IN ('AAPL', 'MSFT') USING count(*))", "11")]
    [TestCase("SELECT count(*) FROM (UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b)", "2")]
    [TestCase("SELECT count(*) > 5 FROM (DESCRIBE market_ticks)", "True")]
    [TestCase("SELECT count(*) > 5 FROM (SUMMARIZE market_ticks)", "True")]
    [TestCase("SELECT count(*) > 5 FROM (SHOW market_ticks)", "True")]
    [TestCase("SELECT data_type FROM information_schema.columns WHERE table_name = 'market_ticks' AND column_name = 'ts'", "TIMESTAMP")]
    [TestCase("SELECT count(*) FROM information_schema.tables WHERE table_name = 'backtest_trades' AND table_catalog = 'temp'", "1")]
    [TestCase("SELECT count(*) FROM market_ticks TABLESAMPLE 100 PERCENT", "11")]
    [TestCase("SELECT count(*) FROM (FROM market_ticks USING SAMPLE reservoir(5 ROWS) REPEATABLE (1))", "5")]
    [TestCase("SELECT 1 UNION SELECT 1", "1")]
    [TestCase("VALUES ('x')", "x")]
    [TestCase("(SELECT 1)", "1")]
    [TestCase("SELECT 5 ** 2 + 5 % 3 + (1 << 2) + (6 & 3) + 7 // 2", "36")]
    public async Task It_is_run(string sql, string? expected)
    {
        var rows = await Store.QueryAsync<string>(sql);

        Assert.That(rows, Has.Count.EqualTo(1));
        if (expected is not null)
        {
            Assert.That(rows[0], Is.EqualTo(expected).IgnoreCase);
        }
    }

    [TestCase("1", "+ 1", 400)]
    [TestCase("true", "AND NOT false", 3_000)]
    [TestCase("1 IN (0", ", 1", 20_000)]
    public async Task Long_statements_are_run(string first, string more, int count)
    {
        var sql = $"SELECT {first} {string.Join(' ', Enumerable.Repeat(more, count))}{(first.Contains('(', StringComparison.Ordinal) ? ")" : "")}";

        Assert.That(await Store.QueryAsync<string>($"SELECT ({sql})::VARCHAR"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Statements_nested_as_deeply_as_the_engine_takes_them_are_run_and_deeper_ones_refused()
    {
        string Nested(int depth) => $"SELECT {string.Concat(Enumerable.Repeat("-(", depth))}1{new string(')', depth)}";
        string Selects(int depth) => $"{string.Concat(Enumerable.Repeat("FROM (", depth))}SELECT 1{new string(')', depth)}";
        Assert.That(await Store.QueryAsync<int>(Nested(400)), Is.EqualTo(new[] { 1 }));
        Assert.That(await Store.QueryAsync<int>(Selects(150)), Is.EqualTo(new[] { 1 }));
        Assert.That(await RefusalAsync<int>(Nested(5_000)), Does.Contain("depth").Or.Contain("memory exhausted"));
        Assert.That(await RefusalAsync<int>(Selects(20_000)), Does.Contain("depth").Or.Contain("memory exhausted"));
        Assert.That(await RefusalAsync<int>(string.Concat(Enumerable.Repeat("SELECT 1;", 100))), Does.Contain("not 100"));
    }

    [Test]
    public async Task A_refusal_says_what_is_not_known()
    {
        Assert.That(await RefusalAsync<int>("SELECT 1 FROM market_tick"), Does.Contain("no table 'market_tick'").And.Contain("market_ticks"));
        Assert.That(await RefusalAsync<int>("FROM memtable.main.x"), Does.Contain("'memtable.main.x'"));
        Assert.That(await RefusalAsync<int>("FROM Read_Csv('x')"), Does.Contain("read_csv").IgnoreCase);
        Assert.That(await RefusalAsync<int>("SELECT 1 FORM x y"), Does.Contain("syntax error").And.Contain("character"));
        Assert.That(await RefusalAsync<int>("DELETE FROM market_ticks"), Does.Contain("repositories"));
        Assert.That(await RefusalAsync<int>("PIVOT market_ticks ON symbol USING count(*)"), Does.Contain("PIVOT … ON … IN"));
        Assert.That(await RefusalAsync<int>("FROM (SHOW TABLES)"), Does.Contain("DESCRIBE").And.Contain("SHOW ALL TABLES"));
        Assert.That(await RefusalAsync<int>("FROM duckdb_tables(1)"), Does.Contain("duckdb_tables()"));
    }
}
