using TradeStore.Model;

namespace TradeStore.Tests.Reading.AdHoc;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class MappingTests : AdHocTestBase
{
    [Test]
    public async Task Scalars_come_in_the_type_asked_for()
    {
        Assert.That(await Store.QueryAsync<int>("SELECT 1::BIGINT"), Is.EqualTo(new[] { 1 }));
        Assert.That(await Store.QueryAsync<long>("SELECT sum(i) FROM range(10) t(i)"), Is.EqualTo(new[] { 45L }));
        Assert.That(await Store.QueryAsync<Int128>("SELECT 170141183460469231731687303715884105727::HUGEINT"), Is.EqualTo(new[] { Int128.MaxValue }));
        Assert.That(await Store.QueryAsync<decimal>("SELECT 1.25::DECIMAL(18,8)"), Is.EqualTo(new[] { 1.25m }));
        Assert.That(await Store.QueryAsync<double>("SELECT 1.25::DECIMAL(18,8)"), Is.EqualTo(new[] { 1.25 }));
        Assert.That(await Store.QueryAsync<bool>("SELECT true"), Is.EqualTo(new[] { true }));
        Assert.That(await Store.QueryAsync<string>("SELECT 'é'"), Is.EqualTo(new[] { "é" }));
        Assert.That(await Store.QueryAsync<DateOnly>("SELECT DATE '2024-02-29'"), Is.EqualTo(new[] { new DateOnly(2024, 2, 29) }));
        Assert.That((await Store.QueryAsync<DateTime>("SELECT TIMESTAMP '2024-02-29 01:02:03.000004'"))[0].Kind, Is.EqualTo(DateTimeKind.Utc));
        Assert.That(await Store.QueryAsync<DateTimeOffset>("SELECT TIMESTAMP '2024-02-29'"), Is.EqualTo(new[] { new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero) }));
        Assert.That(await Store.QueryAsync<Guid>("SELECT '0192d3a4-0000-7000-8000-00000000abcd'::UUID"), Is.EqualTo(new[] { new Guid("0192d3a4-0000-7000-8000-00000000abcd") }));
        Assert.That(await Store.QueryAsync<Timeframe>("SELECT DISTINCT timeframe FROM ohlcv_bars"), Is.EqualTo(new[] { Timeframe.OneMinute }));
        Assert.That(await Store.QueryAsync<int?>("SELECT unnest([1, NULL])"), Is.EqualTo(new int?[] { 1, null }));
        Assert.That(await Store.QueryAsync<string?>("SELECT NULL::VARCHAR"), Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public async Task Records_classes_and_structs_are_made_by_name()
    {
        const string Sql = "SELECT symbol, count(*) AS row_count, max(ask_price) AS highest_ask FROM market_ticks GROUP BY symbol ORDER BY symbol";

        Assert.That(await Store.QueryAsync<Positional>(Sql), Is.EqualTo(new[] { new Positional(100.1m, "AAPL", 10), new Positional(null, "MSFT", 1) }));
        Assert.That(await Store.QueryAsync<PositionalStruct>(Sql), Is.EqualTo(new[] { new PositionalStruct("AAPL", 10, 100.1m), new PositionalStruct("MSFT", 1, null) }));
        var rows = await Store.QueryAsync<WithProperties>(Sql);
        Assert.That(rows.Select(r => (r.Symbol, r.RowCount, r.HighestAsk)), Is.EqualTo(new[] { ("AAPL", 10, (decimal?)100.1m), ("MSFT", 1, null) }));
        Assert.That(await Store.QueryAsync<Mixed>(Sql), Is.EqualTo(new[] { new Mixed("AAPL") { RowCount = 10, HighestAsk = 100.1m }, new Mixed("MSFT") { RowCount = 1 } }));
    }

    [Test]
    public async Task Lists_come_as_lists()
    {
        var rows = await Store.QueryAsync<WithList>("SELECT symbol, conditions FROM market_ticks WHERE symbol = 'MSFT'");

        Assert.That(rows[0].Conditions, Is.EqualTo(new[] { "@", "T" }));
    }

    [Test]
    public async Task What_does_not_fit_is_refused_and_named()
    {
        Assert.That(await RefusalAsync<int>("SELECT NULL::INTEGER AS gap"), Does.Contain("'gap' is NULL"));
        Assert.That(await RefusalAsync<Positional>("SELECT 's' AS symbol, NULL::BIGINT AS row_count, 1.0 AS highest_ask"), Does.Contain("'row_count' is NULL"));
        Assert.That(await RefusalAsync<int>("SELECT 3000000000 AS much"), Does.Contain("'much'").And.Contain("Int32"));
        Assert.That(await RefusalAsync<int>("SELECT 'x' AS text"), Does.Contain("'text'"));
        Assert.That(await RefusalAsync<int>("SELECT 1, 2"), Does.Contain("2 columns"));
        Assert.That(await RefusalAsync<WithProperties>("SELECT 1 AS unknown_thing, 2 AS other"), Does.Contain("no property for any column of unknown_thing, other"));
        Assert.That(await RefusalAsync<Positional>("SELECT 'A' AS symbol, 1 AS rows"), Does.Contain("no column for HighestAsk, RowCount").And.Contain("Positional").And.Contain("symbol, rows"));
        Assert.That(await RefusalAsync<Tuple<int, int>>("SELECT 1, 2"), Does.Contain("Tuple<Int32, Int32>"));
        Assert.That(await RefusalAsync<Timeframe>("SELECT 'fortnight' AS frame"), Does.Contain("'frame'").And.Contain("fortnight"));
    }

    [Test]
    public async Task A_column_that_no_member_has_is_left_out()
    {
        Assert.That(await Store.QueryAsync<Positional>("SELECT 'A' AS symbol, {'a': 1} AS unknown_thing, 1 AS row_count, 1.5 AS highest_ask"), Is.EqualTo(new[] { new Positional(1.5m, "A", 1) }));
        Assert.That((await Store.QueryAsync<WithProperties>("SELECT 'A' AS symbol, 1 AS unknown_thing"))[0].Symbol, Is.EqualTo("A"));
        Assert.That((await Store.QueryAsync<SettableStruct>("SELECT 7 AS row_count, 8 AS unknown_thing"))[0].RowCount, Is.EqualTo(7));
    }

    [Test]
    public async Task Two_columns_of_one_member_are_refused_and_two_that_no_member_has_are_not()
    {
        Assert.That(await RefusalAsync<Positional>("SELECT 'A' AS symbol, 'B' AS symbol, 1 AS row_count, 1.5 AS highest_ask"), Does.Contain("1 (symbol) and 2 (symbol)").And.Contain("Positional"));
        Assert.That(await RefusalAsync<WithProperties>("SELECT 1 AS row_count, 2 AS rowcount"), Does.Contain("1 (row_count) and 2 (rowcount)").And.Contain("RowCount"));
        Assert.That(await RefusalAsync<Tick>("SELECT ts, TS FROM market_ticks"), Does.Contain("1 (ts) and 2 (ts)").IgnoreCase.And.Contain("Timestamp"));
        Assert.That((await Store.QueryAsync<WithProperties>("SELECT 1 AS other, 2 AS other, 3 AS row_count"))[0].RowCount, Is.EqualTo(3));
    }

    [Test]
    public async Task What_a_member_that_may_be_missing_is_made_of_may_be_NULL()
    {
        const string Sql = "SELECT NULL::BOOLEAN AS flag, NULL::INTEGER AS number, NULL::DECIMAL(18,8) AS price, NULL::TIMESTAMP AS time, NULL::UUID AS id, NULL::VARCHAR AS text, NULL::VARCHAR AS frame, NULL::VARCHAR[] AS list "
            + "UNION ALL SELECT true, 1, 1.5, TIMESTAMP '2024-03-04', '00000000-0000-0000-0000-000000000007', 't', '1m', ['a']";

        var rows = await Store.QueryAsync<Nullables>(Sql);

        Assert.That(rows[0], Is.EqualTo(new Nullables(null, null, null, null, null, null, null, null)));
        Assert.That(rows[1] with { List = null }, Is.EqualTo(new Nullables(true, 1, 1.5m, new DateTime(2024, 3, 4, 0, 0, 0, DateTimeKind.Utc), new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]), "t", Timeframe.OneMinute, null)));
        Assert.That(rows[1].List, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Numbers_of_any_width_come_in_any_other_that_holds_them()
    {
        var rows = await Store.QueryAsync<Widths>("SELECT 200::UTINYINT AS a, 7::HUGEINT AS b, 1.25::DECIMAL(4,2) AS c, 1.25::DECIMAL(9,2) AS d, 1.25::DECIMAL(38,2) AS e, 2.0::DECIMAL(18,8) AS f, 3::SMALLINT AS g, 1.5::FLOAT AS h");

        Assert.That(rows[0], Is.EqualTo(new Widths(200, 7, 1.25m, 1.25m, 1.25, 2, 3m, 1.5)));
        Assert.That(await RefusalAsync<byte>("SELECT 256 AS large"), Does.Contain("'large' holds 256 (Int32)").And.Contain("Byte"));
    }

    [TestCase("SELECT 1.5")]
    [TestCase("SELECT 1.5::DOUBLE")]
    [TestCase("SELECT 0.1::DOUBLE + 1e10")]
    public async Task A_number_is_not_rounded_in_silence(string sql)
    {
        Assert.That(await RefusalAsync<long>(sql), Does.Contain("does not fit"));
    }

    [Test]
    public async Task A_sum_that_no_decimal_holds_is_refused_as_such()
    {
        Assert.That(await RefusalAsync<decimal>("SELECT 99999999999999999999999999999999999999::DECIMAL(38,0) AS huge"), Does.Contain("huge"));
        Assert.That(await RefusalAsync<DateTime>("SELECT 'infinity'::TIMESTAMP AS never"), Does.Contain("never"));
        Assert.That(await RefusalAsync<string>("SELECT {'a': 1} AS struct_value"), Does.Contain("struct_value"));
    }

    private sealed record Positional(decimal? HighestAsk, string Symbol, long RowCount);

    private readonly record struct PositionalStruct(string Symbol, long RowCount, decimal? HighestAsk);

    private sealed record Mixed(string Symbol)
    {
        public int RowCount { get; init; }

        public decimal? HighestAsk { get; init; }
    }

    private sealed class WithProperties
    {
        public string Symbol { get; set; } = "";

        public int RowCount { get; set; }

        public decimal? HighestAsk { get; set; }
    }

    private sealed record Nullables(bool? Flag, int? Number, decimal? Price, DateTime? Time, Guid? Id, string? Text, Timeframe? Frame, IReadOnlyList<string>? List);

    private sealed record Widths(int A, short B, decimal C, decimal D, double E, int F, decimal G, double H);

    private struct SettableStruct
    {
        public int RowCount { get; set; }
    }

    private sealed record WithList(string Symbol, IReadOnlyList<string> Conditions);
}
