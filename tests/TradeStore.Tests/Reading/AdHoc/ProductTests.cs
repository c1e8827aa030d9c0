using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Products in plain SQL are right, in every tier, and what is not multiplied stays as fast as it is.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ProductTests
{
    private const decimal Price = 187.13m;
    private const decimal Size = 100_000.00000001m;
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    // Each with its right value, of a trade of Price × Size on each of two days.
    private static readonly TestCaseData[] Statements =
    [
        new("SELECT sum(last_price * last_size) FROM market_ticks", 2 * Price * Size),
        new("SELECT sum(last_price * last_size) / sum(last_size) FROM market_ticks", Price),
        new("SELECT sum(last_price * last_size * 2) FROM market_ticks", 4 * Price * Size),
        new("SELECT sum(2 * last_size * last_price) FROM market_ticks", 4 * Price * Size),
        new("SELECT max(last_size * last_size) FROM market_ticks", Size * Size),
        new("SELECT max(last_price * last_price * last_size) FROM market_ticks", Price * Price * Size),
        new("SELECT max(t.last_price * t.last_size) FROM market_ticks AS t WHERE t.ts >= '2024-03-05'", Price * Size),
        new("SELECT max(LAST_PRICE * Last_Size) FROM market_ticks", Price * Size),
        new("SELECT max(multiply(last_price, last_size)) FROM market_ticks", Price * Size),
        new("SELECT weighted_avg(last_price, last_size) FROM market_ticks", Price),
        new("SELECT wavg(last_price, last_size) FROM market_ticks", Price),
        new("SELECT max(p * s) FROM (SELECT last_price AS p, last_size AS s FROM market_ticks)", Price * Size),
        new("SELECT max(q.p * q.s) FROM (SELECT last_price p, coalesce(last_size, 0) s FROM market_ticks) q", Price * Size),
        new("SELECT max(a * b) FROM (SELECT last_price, last_size FROM market_ticks) q(a, b)", Price * Size),
        new("WITH c AS (SELECT last_price AS p, last_size AS s FROM market_ticks), d AS (SELECT p AS x, s AS y FROM c) SELECT max(x * y) FROM d", Price * Size),
        new("WITH c(x, y) AS (SELECT last_price, last_size FROM market_ticks) SELECT max(x * y) FROM c", Price * Size),
        new("SELECT max(x * x) FROM (SELECT 1::DECIMAL(18,8) AS x UNION ALL SELECT last_size FROM market_ticks)", Size * Size),
        new("SELECT max(v) FROM (SELECT last_price AS p, p * last_size AS v FROM market_ticks)", Price * Size),
        new("SELECT max(list_sum(list_transform([last_size], x -> x * x))) FROM market_ticks", Size * Size),
        new("SELECT max(r.a * r.b) FROM (SELECT {'a': last_price, 'b': last_size} AS r FROM market_ticks)", Price * Size),
        new("SELECT max(a * b) FROM (SELECT unnest({'a': last_price, 'b': last_size}) FROM market_ticks)", Price * Size),
        new("SELECT max(greatest(last_price, 0) * if(last_size > 0, last_size, 0)) FROM market_ticks", Price * Size),
        new("SELECT max(total) FROM (SELECT sum(last_price * last_size) OVER () AS total FROM market_ticks)", 2 * Price * Size),
        new("SELECT max(a.last_price * b.last_size) FROM market_ticks a JOIN market_ticks b USING (symbol)", Price * Size),
        new("SELECT max(last_price * volume) FROM market_ticks", Price * Size),
        new("SELECT max(last_price * 1.5::DOUBLE) FROM market_ticks", 280.695m),
        new("SELECT count(*) FROM market_ticks WHERE last_price * last_size > 1000000", 2m),
        new("SELECT last_price * last_size AS v FROM market_ticks ORDER BY last_price * last_size LIMIT 1", Price * Size),
        new("SELECT max(b.close * b.volume) FROM ohlcv_bars b", 101m * 12_345.678m),
        new("SELECT max(b.close * t.last_size) FROM ohlcv_bars b, market_ticks t", 101m * Size),
    ];

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
        var trade = Some.Trade(1) with { LastPrice = Price, LastSize = Size, Volume = Size };
        await _store.Ticks.AppendAsync(trade);
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        await _store.Ticks.AppendAsync(trade with { Timestamp = trade.Timestamp.AddDays(1) });
        await _store.Bars.AppendAsync(Some.Bar(1));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Statements))]
    public async Task A_product_is_right_whatever_names_its_factors_go_by(string sql, decimal expected) =>
        Assert.That((await _store.QueryAsync<decimal>(sql)).Single(), Is.EqualTo(expected));

    [Test]
    public async Task A_column_that_is_not_multiplied_stays_as_it_is()
    {
        var types = await _store.QueryAsync<string>(
            "SELECT concat_ws(' ', typeof(any_value(bid_price)), typeof(any_value(last_price)), max(last_price * last_size) > 0) FROM market_ticks");
        Assert.That(types, Is.EqualTo(new[] { "DECIMAL(18,8) DECIMAL(19,8) true" }));
        Assert.That(await _store.QueryAsync<string>("SELECT DISTINCT typeof(last_price) || count(*) OVER () FROM market_ticks"), Is.EqualTo(new[] { "DECIMAL(18,8)2" }));
    }

    [TestCase("SELECT sum(last_price), max(bid_size) FROM market_ticks", "")]
    [TestCase("SELECT count(*), * FROM market_ticks", "")]
    [TestCase("SELECT sum(last_price) * 2 FROM market_ticks", "last_price")]
    [TestCase("SELECT last_price / last_size, ask_price + bid_price, 2 * sequence_number FROM market_ticks", "")]
    [TestCase("SELECT q.a * 2, q.b FROM (SELECT ask_size AS a, bid_size AS b FROM market_ticks) q", "ask_size")]
    [TestCase("SELECT unheard * 2 FROM market_ticks", "bid_price ask_price bid_size ask_size last_price last_size")]
    public void Only_what_is_multiplied_gets_a_digit_more(string sql, string columns)
    {
        using var session = _store.Parts.Database!.Connect();
        using var tree = System.Text.Json.JsonDocument.Parse(session.QueryScalar<string>($"SELECT json_serialize_sql('{sql}')")!);
        TableSchema ticks = _store.Parts.Catalog!.All.Single(t => t.Name == "market_ticks");

        var widened = TradeStore.Storage.Reading.AdHoc.MultipliedColumns.Of(tree.RootElement).Of(ticks, [ticks]);

        Assert.That(widened.Keys, Is.EquivalentTo(columns.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase("SELECT max(volume * volume * volume) FROM market_ticks")]
    [TestCase("SELECT max(last_size * last_size * last_size * last_size) FROM market_ticks")]
    public async Task What_38_digits_do_not_hold_is_an_error_and_never_a_wrong_number(string sql)
    {
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => _store.QueryAsync<decimal>(sql));

        Assert.That((error!.Code, error.Message), Is.EqualTo((TradeStoreErrorCode.QueryFailed, error.Message)));
        Assert.That(error.Message, Does.Contain("Overflow in multiplication of DECIMAL(38)"));
    }

    [Test]
    public async Task A_table_of_ones_own_is_multiplied_as_those_built_in()
    {
        var table = new TableBuilder<Reading>().Timestamp(1, "ts", r => r.Timestamp).Decimal(2, "short", r => r.Value, 9, 2).Decimal(3, "long", r => r.Other, 18, 4)
            .Build(new TableSettings { Name = "readings", TimeColumn = "ts", Key = ["ts"] });
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(table));
        await store.Series(table).AppendAsync(new Reading { Timestamp = Some.Day, Value = 9_999_999.99m, Other = 99_999_999_999_999.9999m });

        Assert.That((await store.QueryAsync<decimal>("SELECT short * short * short FROM readings"))[0], Is.EqualTo(9_999_999.99m * 9_999_999.99m * 9_999_999.99m));
        Assert.That((await store.QueryAsync<decimal>("SELECT short * long FROM readings"))[0], Is.EqualTo(9_999_999.99m * 99_999_999_999_999.9999m));
    }

    internal sealed record Reading
    {
        public DateTime Timestamp { get; init; }

        public decimal Value { get; init; }

        public decimal Other { get; init; }
    }
}
