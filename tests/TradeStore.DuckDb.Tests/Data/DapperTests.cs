using System.Data.Common;
using Dapper;
using TradeStore.DuckDb.Data;

namespace TradeStore.DuckDb.Tests.Data;

public sealed class DapperTests
{
    private DbConnection _connection = null!;

    [SetUp]
    public async Task Open()
    {
        _connection = new DuckDbConnection("Data Source=:memory:");
        await _connection.OpenAsync();
        await _connection.ExecuteAsync(
            """
            CREATE TABLE trades (id BIGINT, symbol VARCHAR, price DECIMAL(18,8), size DOUBLE, ts TIMESTAMP, day DATE, trade_id UUID, is_open BOOLEAN, note VARCHAR);
            INSERT INTO trades VALUES
                (1, 'IBM', 181.52, 100, '2013-10-07 08:00:30.27', '2013-10-07', '00000000-0000-0000-0000-000000000001', true, NULL),
                (2, 'SPY', 166.395717, 200, '2013-10-08 13:30:00', '2013-10-08', '00000000-0000-0000-0000-000000000002', false, 'x'),
                (3, 'AAPL', -1, 300, '2013-10-09 13:30:00', '2013-10-09', '00000000-0000-0000-0000-000000000003', true, 'y');
            """);
    }

    [TearDown]
    public async Task Close() => await _connection.DisposeAsync();

    [Test]
    public async Task Records_are_read_by_their_constructor()
    {
        var trades = (await _connection.QueryAsync<Trade>(
            "SELECT id AS Id, symbol AS Symbol, price AS Price, size AS Size, ts AS Ts, day AS Day, trade_id AS TradeId, is_open AS IsOpen, note AS Note FROM trades ORDER BY id")).AsList();

        Assert.That(trades, Has.Count.EqualTo(3));
        Assert.That(trades[0], Is.EqualTo(new Trade(
            1,
            "IBM",
            181.52m,
            100,
            new DateTime(2013, 10, 7, 8, 0, 30, 270, DateTimeKind.Utc),
            new DateOnly(2013, 10, 7),
            new Guid("00000000-0000-0000-0000-000000000001"),
            true,
            null)));
        Assert.That(trades[0].Ts.Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [TestCase("SELECT id FROM trades WHERE symbol = @symbol AND price > @floor")]
    [TestCase("SELECT id FROM trades WHERE symbol = $symbol AND price > $floor")]
    public async Task Named_parameters_are_bound(string sql) =>
        Assert.That(await _connection.QuerySingleAsync<long>(sql, new { symbol = "SPY", floor = 166.395716m }), Is.EqualTo(2));

    [Test]
    public async Task A_list_is_expanded_for_IN() =>
        Assert.That(
            await _connection.QueryAsync<long>("SELECT id FROM trades WHERE id IN @ids ORDER BY id", new { ids = new[] { 1, 3, 99 } }),
            Is.EqualTo(new long[] { 1, 3 }));

    [Test]
    public async Task Every_parameter_type_comes_back()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1230);
        var values = new { b = true, i = -5, l = long.MinValue, d = 1.25, m = -0.000000000001m, s = "naïve 🦆", t = time, g = Guid.NewGuid(), n = (string?)null };
        var row = await _connection.QuerySingleAsync("SELECT $b AS b, $i AS i, $l AS l, $d AS d, $m AS m, $s AS s, $t AS t, $g AS g, $n AS n", values);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.b, Is.EqualTo(values.b));
            Assert.That(row.i, Is.EqualTo(values.i));
            Assert.That(row.l, Is.EqualTo(values.l));
            Assert.That(row.d, Is.EqualTo(values.d));
            Assert.That(row.m, Is.EqualTo(values.m));
            Assert.That(row.s, Is.EqualTo(values.s));
            Assert.That(row.t, Is.EqualTo(values.t));
            Assert.That(row.g, Is.EqualTo(values.g));
            Assert.That(row.n, Is.Null);
        }
    }

    [Test]
    public async Task Execute_counts_the_rows_of_every_parameter_set_and_sums_come_as_long()
    {
        var changed = await _connection.ExecuteAsync(
            "UPDATE trades SET size = size + $more WHERE symbol = $symbol",
            new[] { new { more = 1, symbol = "IBM" }, new { more = 2, symbol = "SPY" }, new { more = 3, symbol = "none" } });

        Assert.That(changed, Is.EqualTo(2));
        Assert.That(await _connection.ExecuteScalarAsync<long>("SELECT sum(id) FROM trades"), Is.EqualTo(6), "HUGEINT");
        Assert.That(await _connection.QuerySingleAsync<long>("SELECT sum(id) FROM trades"), Is.EqualTo(6), "HUGEINT");
        Assert.That(await _connection.ExecuteScalarAsync<int>("SELECT count(*) FROM trades"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_transaction_is_rolled_back_unless_it_is_committed()
    {
        await using (var transaction = await _connection.BeginTransactionAsync())
        {
            await _connection.ExecuteAsync("DELETE FROM trades", transaction: transaction);
        }

        Assert.That(await Count(), Is.EqualTo(3));

        await using (var transaction = await _connection.BeginTransactionAsync())
        {
            await _connection.ExecuteAsync("DELETE FROM trades WHERE id = 1", transaction: transaction);
            await transaction.CommitAsync();
        }

        Assert.That(await Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Several_results_of_one_command_are_read_in_turn()
    {
        await using var grid = await _connection.QueryMultipleAsync(
            "SELECT count(*) FROM trades; INSERT INTO trades (id) VALUES (4); SELECT id FROM trades ORDER BY id DESC");

        Assert.That(await grid.ReadSingleAsync<long>(), Is.EqualTo(3));
        Assert.That((await grid.ReadAsync<long>()).First(), Is.EqualTo(4));
    }

    private Task<long> Count() => _connection.ExecuteScalarAsync<long>("SELECT count(*) FROM trades");

    private sealed record Trade(
        long Id, string Symbol, decimal Price, double Size, DateTime Ts, DateOnly Day, Guid TradeId, bool IsOpen, string? Note);
}
