using System.Globalization;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Reading.AdHoc;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Which times of a table a statement asks for, as far as it is certain.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class TimePredicateExtractorTests : EngineTestBase
{
    private const string All = "..";

    [TestCase("SELECT * FROM market_ticks WHERE ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("SELECT * FROM market_ticks WHERE ts > TIMESTAMP '2024-03-05 10:00:00' AND symbol = 'A' AND ts < DATE '2024-03-07'", "2024-03-05T10.000001..2024-03-07")]
    [TestCase("FROM market_ticks WHERE '2024-03-05' <= ts AND '2024-03-07'::DATE > ts", "2024-03-05..2024-03-07")]
    [TestCase("FROM market_ticks WHERE ts BETWEEN '2024-03-05' AND '2024-03-06T12:00:00Z'", "2024-03-05..2024-03-06T12.000001")]
    [TestCase("FROM market_ticks WHERE ts = '2024-03-05'", "2024-03-05..2024-03-05.000001")]
    [TestCase("FROM market_ticks WHERE ts >= '2024-03-05'::TIMESTAMP - INTERVAL 1 DAY AND ts < make_timestamp(2024, 3, 5, 0, 0, 0) + INTERVAL '2 hours'", "2024-03-04..2024-03-05T02")]
    [TestCase("FROM market_ticks WHERE ts >= date_trunc('month', DATE '2024-03-05')", "2024-03-01..")]
    [TestCase("FROM market_ticks WHERE ts >= '2024-03-05' AND ts >= '2024-03-06' AND (ts < '2024-03-09' OR ts < '2024-03-08')", "2024-03-06..2024-03-09")]
    [TestCase("FROM market_ticks WHERE (ts >= '2024-03-05' AND ts < '2024-03-06') OR (ts >= '2024-03-08' AND ts < '2024-03-09')", "2024-03-05..2024-03-09")]
    [TestCase("FROM market_ticks WHERE NOT (ts >= '2024-03-05')", "..2024-03-05")]
    [TestCase("FROM Market_Ticks t WHERE T.TS >= '2024-03-05'", "2024-03-05..")]
    [TestCase("FROM temp.main.market_ticks WHERE market_ticks.ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("SELECT count(*) FROM (SELECT * FROM market_ticks WHERE ts >= '2024-03-05') WHERE ts < '2024-03-06'", "2024-03-05..")]
    [TestCase("WITH d AS (FROM market_ticks WHERE ts >= '2024-03-05') SELECT * FROM d, (FROM market_ticks WHERE ts >= '2024-03-03') e", "2024-03-03..")]
    [TestCase("FROM market_ticks t JOIN orders o ON t.symbol = o.symbol WHERE t.ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("FROM orders o LEFT JOIN market_ticks t ON t.symbol = o.symbol WHERE t.ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("FROM market_ticks WHERE ts >= '2024-03-05' UNION ALL FROM market_ticks WHERE ts <= '2024-03-09' AND ts > '2024-03-04'", "2024-03-04.000001..")]
    [TestCase("EXPLAIN SELECT * FROM market_ticks WHERE ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("EXPLAIN ANALYZE SELECT * FROM market_ticks WHERE ts >= '2024-03-05'", "2024-03-05..")]
    [TestCase("EXPLAIN (FORMAT JSON) SELECT * FROM market_ticks WHERE ts >= '2024-03-05'", "2024-03-05..")]
    public void What_is_certain_is_found(string sql, string expected) => Assert.That(Times(sql), Is.EqualTo(expected));

    [TestCase("SELECT * FROM market_ticks")]
    [TestCase("FROM market_ticks WHERE ts >= '2024-03-05' OR symbol = 'A'")]
    [TestCase("FROM market_ticks WHERE NOT (ts >= '2024-03-05' AND symbol = 'A')")]
    [TestCase("FROM market_ticks WHERE ts >= now()::TIMESTAMP")]
    [TestCase("FROM market_ticks WHERE ts >= TIMESTAMPTZ '2024-03-05'")]
    [TestCase("FROM market_ticks WHERE ts BETWEEN '2024-03-05' AND TIMESTAMPTZ '2024-03-06'")]
    [TestCase("FROM market_ticks WHERE ts >= (SELECT TIMESTAMP '2024-03-05')")]
    [TestCase("FROM market_ticks WHERE ts >= 'infinity'")]
    [TestCase("FROM market_ticks WHERE ts >= 'no time'")]
    [TestCase("FROM market_ticks WHERE ts >= NULL")]
    [TestCase("FROM market_ticks WHERE ingestion_time >= '2024-03-05'")]
    [TestCase("FROM market_ticks TABLESAMPLE 10 ROWS WHERE ts >= '2024-03-05'")]
    [TestCase("SELECT * FROM market_ticks WHERE ts >= '2024-03-05' USING SAMPLE 10 ROWS")]
    [TestCase("FROM market_ticks AS t(ts, x) WHERE ts >= '2024-03-05'")]
    [TestCase("FROM orders o ASOF LEFT JOIN market_ticks t ON t.symbol = o.symbol AND o.created_at >= t.ts WHERE t.ts < '2024-03-05'")]
    [TestCase("FROM market_ticks POSITIONAL JOIN orders WHERE market_ticks.ts >= '2024-03-05'")]
    [TestCase("FROM market_ticks NATURAL JOIN orders WHERE ts >= '2024-03-05'")]
    [TestCase("FROM market_ticks, orders WHERE ts >= '2024-03-05'")]
    [TestCase("FROM market_ticks a, market_ticks b WHERE a.ts >= '2024-03-05'")]
    [TestCase("FROM market_ticks WHERE ts >= '2024-03-05' AND EXISTS (FROM market_ticks o WHERE o.symbol = market_ticks.symbol)")]
    [TestCase("SELECT *, (SELECT max(ts) FROM market_ticks) FROM market_ticks WHERE ts >= '2024-03-05'")]
    [TestCase("FROM (SUMMARIZE market_ticks), market_ticks WHERE market_ticks.ts >= '2024-03-05'")]
    [TestCase("WITH d AS MATERIALIZED (FROM market_ticks) FROM d WHERE ts >= '2024-03-05'")]
    [TestCase("SELECT 1")]
    [TestCase("PIVOT market_ticks ON symbol IN ('A') USING count(*)")]
    public void What_is_not_certain_is_all_times(string sql) => Assert.That(Times(sql), Is.EqualTo(All));

    [Test]
    public void Parameters_are_known_by_their_values()
    {
        const string Sql = "FROM market_ticks WHERE ts >= $from AND ts < $to";
        var (from, to) = (new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc), new DateTime(2024, 3, 6, 0, 0, 0, DateTimeKind.Utc));
        Assert.That(Times(Sql, new { from, to }), Is.EqualTo("2024-03-05..2024-03-06"));
        Assert.That(Times(Sql, new { From = (DateTimeOffset)from, To = "2024-03-06" }), Is.EqualTo("2024-03-05..2024-03-06"));
        Assert.That(Times(Sql, new { from = DateOnly.FromDateTime(from) }), Is.EqualTo("2024-03-05.."));
        Assert.That(Times(Sql, new { from = 5, to = 1.5m }), Is.EqualTo(All));
        Assert.That(Times("FROM market_ticks WHERE ts >= $from::TIMESTAMP + INTERVAL 1 DAY", new { from }), Is.EqualTo("2024-03-06.."));
        Assert.That(Times("FROM market_ticks WHERE ts >= $from", new { from = "2024-03-05' OR true --" }), Is.EqualTo(All));
    }

    private string Times(string sql, object? parameters = null)
    {
        using var statement = ParsedStatement.Of(Session, sql);
        var times = new StatementTimes(Session, statement, parameters).Of(TickTable.Definition);
        return $"{Text(times.From)}..{Text(times.To)}";
    }

    private static string Text(long? time) => time is { } known
        ? TimestampConversion.FromMicroseconds(known).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture).Replace(":00", "", StringComparison.Ordinal).Replace("T00", "", StringComparison.Ordinal)
        : "";
}
