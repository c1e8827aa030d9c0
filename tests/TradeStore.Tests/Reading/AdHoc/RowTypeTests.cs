using System.Reflection;
using System.Text.Json;
using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>SELECT * of a table gives its rows, as its repository does.</summary>
internal sealed class RowTypeTests
{
    [Test]
    public async Task All_rows_of_every_built_in_table_are_those_of_its_repository([Values] NumberPrecision precision)
    {
        using var folder = new TemporaryFolder();
        var options = Quick.Options(o => (o.Precision, o.TimeProvider) = (precision, Some.Clock()));
        await using var store = await Quick.OpenAsync(folder.Path, options);
        var context = store.Ticks.Query().Context;
        var random = Quick.Seeded((int)precision);
        foreach (var table in BuiltInTables.All.Select(context.Catalog.Of))
        {
            var rows = TableRows.Of(table);
            await rows.AppendAsync(store, options, Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? rows.Minimal(random) : rows.Full(random)));
        }

        foreach (var table in BuiltInTables.All.Select(context.Catalog.Of))
        {
            var (expected, bySql) = await (Task<(List<string>, List<string>)>)Reading.MakeGenericMethod(table.RowType!).Invoke(null, [table, store, context, options])!;
            Assert.That(expected, Is.Not.Empty, table.Name);
            Assert.That(bySql, Is.EqualTo(expected), table.Name);
        }
    }

    [Test]
    public async Task A_part_of_a_table_and_more_than_it_are_its_rows_too()
    {
        await using var store = await Store.OpenTemporaryAsync(Quick.Options());
        await store.Ticks.AppendAsync([Some.Quote(1), Some.Trade(2, "MSFT", 3)]);

        var some = await store.QueryAsync<Tick>("SELECT exchange, symbol, ts AS timestamp, bid_price * 2 AS bid_price, bid_price * bid_size AS notional, NULL AS conditions FROM market_ticks ORDER BY symbol");
        Assert.That(some[0], Is.EqualTo(new Tick { Timestamp = Some.Quote(1).Timestamp, Exchange = "NASDAQ", Symbol = "AAPL", BidPrice = Some.Quote(1).BidPrice * 2 }));

        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Tick>("SELECT 1 AS one"));
        Assert.That(error!.Message, Does.Contain("one").And.Contain("market_ticks").And.Contain("bid_price"));
        error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Tick>("SELECT symbol, last_price FROM market_ticks"));
        Assert.That(error!.Message, Does.Contain("ts, exchange,"));
        await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Order>("SELECT * FROM market_ticks"));
    }

    [Test]
    public async Task Names_are_those_that_are_stored_and_another_is_refused()
    {
        await using var store = await Store.OpenTemporaryAsync(Quick.Options());
        await store.Bars.AppendAsync(Some.Bar(0));

        Assert.That(await store.QueryAsync<Bar>("SELECT * FROM ohlcv_bars"), Is.EqualTo(await store.Bars.Query().ToListAsync()));
        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Bar>("SELECT * REPLACE ('fortnight' AS timeframe) FROM ohlcv_bars"));
        Assert.That(error!.Message, Does.Contain("'timeframe'").And.Contain("fortnight").And.Contain("Timeframe"));
        error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Bar>("SELECT * REPLACE (NULL AS timeframe) FROM ohlcv_bars"));
        Assert.That(error!.Message, Does.Contain("'timeframe' is NULL"));
    }

    private static readonly MethodInfo Reading = typeof(RowTypeTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static async Task<(List<string> ByRepository, List<string> BySql)> ReadAsync<TRow>(Table<TRow> table, Store store, ReadContext context, StoreOptions options)
        where TRow : class
    {
        var writer = new TableWriter<TRow>(table, store.Parts.Lanes![table.Lane], options.Ingest, options.TimeProvider);
        var query = table.Kind == TableKind.Series ? new SeriesRepository<TRow>(table, writer, context).Query() : new StateRepository<TRow>(table, writer, context).Query();
        return (Texts(table, await query.ToListAsync()), Texts(table, await store.QueryAsync<TRow>($"SELECT * FROM {table.Name}")));
    }

    private static List<string> Texts<TRow>(Table<TRow> table, IEnumerable<TRow> rows)
        where TRow : class => [.. rows.Select(r => JsonSerializer.Serialize(TableRows.Of(table).Values(r))).Order(StringComparer.Ordinal)];
}
