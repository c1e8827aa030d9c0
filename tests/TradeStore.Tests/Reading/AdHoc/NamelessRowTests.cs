using System.Globalization;
using TradeStore.Model;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Rows without a type of their own: tuples by the columns' places, and rows with the columns' names.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class NamelessRowTests : AdHocTestBase
{
    [Test]
    public async Task A_tuple_is_the_columns_by_their_places()
    {
        Assert.That(
            await Store.QueryAsync<(string Symbol, int Rows, decimal? Highest)>("SELECT symbol, count(*), max(ask_price) FROM market_ticks GROUP BY symbol ORDER BY symbol"),
            Is.EqualTo(new[] { ("AAPL", 10, (decimal?)100.1m), ("MSFT", 1, null) }));
        Assert.That(await Store.QueryAsync<ValueTuple<Timeframe?>>("SELECT '1m' UNION ALL SELECT NULL ORDER BY ALL NULLS LAST"), Is.EqualTo(new ValueTuple<Timeframe?>[] { new(Timeframe.OneMinute), new(null) }));
        Assert.That((await Store.QueryAsync<(IReadOnlyList<string> List, object Any)>("SELECT ['a', 'b'], 'x'"))[0] is (["a", "b"], "x"), Is.True);
    }

    [Test]
    public async Task Tuples_of_any_length_and_within_tuples_are_made()
    {
        var seventeen = await Store.QueryAsync<(int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, string)>(
            "SELECT 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 'last' FROM range(2)");

        Assert.That(seventeen, Is.EqualTo(new[] { (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, "last"), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, "last") }));
        Assert.That(await Store.QueryAsync<((int, string) First, (bool, (long, int?)) Second)>("SELECT 1, 'a', true, 2, NULL"), Is.EqualTo(new[] { ((1, "a"), (true, (2L, (int?)null))) }));
        Assert.That(await Store.QueryAsync<(int, int, int, int, int, int, int, int)>("SELECT 1, 2, 3, 4, 5, 6, 7, 8"), Is.EqualTo(new[] { (1, 2, 3, 4, 5, 6, 7, 8) }));
    }

    [Test]
    public async Task A_tuple_of_another_length_is_refused_with_both_sides()
    {
        Assert.That(await RefusalAsync<(string, decimal?)>("SELECT symbol, bid_price, ask_price FROM market_ticks"), Does.Contain("3 columns (symbol, bid_price, ask_price)").And.Contain("(String, Decimal?) takes 2"));
        Assert.That(await RefusalAsync<(string, decimal)>("SELECT symbol FROM market_ticks WHERE false"), Does.Contain("1 column (symbol)").And.Contain("(String, Decimal) takes 2"));
        Assert.That(await RefusalAsync<(int, Tick)>("SELECT 1, 2"), Does.Contain("Tick"));
        Assert.That(await RefusalAsync<(int, int)>("SELECT 1 AS a, NULL AS gap"), Does.Contain("'gap' is NULL"));
    }

    [Test]
    public async Task Dynamic_rows_have_the_columns_names()
    {
        var rows = await Store.QueryAsync<dynamic>("SELECT symbol, count(*) AS n, sum(sequence_number) AS total, max(ask_price) AS ask, max(ts)::DATE AS day, NULL AS gap FROM market_ticks GROUP BY symbol ORDER BY symbol");

        Assert.That(rows, Has.Count.EqualTo(2));
        Assert.That((string)rows[0].symbol, Is.EqualTo("AAPL"));
        Assert.That((long)rows[0].n, Is.EqualTo(10));
        Assert.That((object)rows[0].total, Is.TypeOf<decimal>());
        Assert.That((decimal?)rows[0].ask + 1, Is.EqualTo(101.1m));
        Assert.That((object?)rows[1].ask, Is.Null);
        Assert.That((object)rows[1].day, Is.TypeOf<DateOnly>());
        Assert.That((object?)rows[1].gap, Is.Null);
        Assert.That(((IDictionary<string, object?>)rows[0]).Keys, Is.EqualTo(new[] { "symbol", "n", "total", "ask", "day", "gap" }));
        Assert.That((await Store.QueryAsync<object>("SELECT 5 AS five"))[0], Is.InstanceOf<IDictionary<string, object?>>());
    }

    [Test]
    public async Task Dictionaries_have_the_columns_names_whatever_their_case()
    {
        const string Sql = "SELECT symbol, bid_price, conditions FROM market_ticks ORDER BY ts DESC, symbol LIMIT 1";

        var own = (await Store.QueryAsync<Dictionary<string, object?>>(Sql))[0];
        Assert.That(own.Keys, Is.EqualTo(new[] { "symbol", "bid_price", "conditions" }));
        Assert.That(own["SYMBOL"], Is.InstanceOf<string>());
        Assert.That((await Store.QueryAsync<IDictionary<string, object?>>(Sql))[0], Is.EquivalentTo(own));
        Assert.That((await Store.QueryAsync<IReadOnlyDictionary<string, object?>>(Sql))[0], Is.EquivalentTo(own));
        Assert.That((await Store.QueryAsync<Dictionary<string, object?>>("SELECT NULL::BIGINT AS gap"))[0]["gap"], Is.Null);
    }

    [Test]
    public async Task Two_columns_of_one_name_are_no_row_with_names()
    {
        Assert.That(await RefusalAsync<Dictionary<string, object?>>("SELECT 1 AS a, 2 AS A"), Does.Contain("2 columns of the name a").IgnoreCase.And.Contain("AS"));
        Assert.That(await RefusalAsync<object>("SELECT a.ts, b.ts FROM market_ticks a, market_ticks b"), Does.Contain("ts"));
        Assert.That(await RefusalAsync<object>("SELECT {'a': 1} AS struct_value"), Does.Contain("struct_value"));
        Assert.That(await Store.QueryAsync<(int, int)>("SELECT 1 AS a, 2 AS a"), Is.EqualTo(new[] { (1, 2) }));
    }

    [Test]
    public async Task More_rows_than_a_chunk_has_are_all_there_and_each_is_itself()
    {
        var rows = await Store.QueryAsync<(long Number, string Text, long? Odd)>("SELECT i, 't' || i, if(i % 2 = 1, i, NULL) FROM range(10000) t(i) ORDER BY i");

        Assert.That(rows, Is.EqualTo(Enumerable.Range(0, 10_000).Select(i => ((long)i, "t" + i.ToString(CultureInfo.InvariantCulture), i % 2 == 1 ? i : (long?)null))));
    }
}
