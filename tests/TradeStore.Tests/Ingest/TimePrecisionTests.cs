using TradeStore.Model;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

/// <summary>Times as .NET has them, of 100 ns, in a store of microseconds.</summary>
internal sealed class TimePrecisionTests
{
    private static IEnumerable<TableSchema> Tables => BuiltInTables.All;

    [TestCaseSource(nameof(Tables))]
    public void Every_time_of_every_table_is_cut_to_its_microsecond(TableSchema table)
    {
        var rows = TableRows.Of(table);
        var whole = rows.Full(Quick.Seeded(table.Name.Length));
        var times = table.Columns.Where(c => c.Type == ColumnType.Timestamp).Select(c => (c.Name, Time: (DateTime)rows.Values(whole)[table.Ordinal(c.Name)]!)).ToList();
        var finer = times.Aggregate(whole, (row, t) => rows.With(row, t.Name, t.Time.AddTicks(9)));

        Assert.That(rows.Values(rows.ThroughTheDatabase([finer])[0]), Is.EqualTo(rows.Values(whole)));
    }

    [TestCase(0, 0)]
    [TestCase(9, 0)]
    [TestCase(10, 1)]
    [TestCase(-1, -1)]
    [TestCase(-10, -1)]
    [TestCase(-11, -2)]
    public void A_time_is_cut_and_never_rounded_up_on_both_sides_of_1970(long ticks, long microseconds)
    {
        _ = new TimestampConverter(isFilledWithNow: false, isFutureAllowed: true).Convert(DateTime.UnixEpoch.AddTicks(ticks), new EncodingContext(0), out var stored);

        Assert.That(stored, Is.EqualTo(microseconds));
    }

    [Test]
    public async Task A_row_is_found_by_the_very_time_it_was_written_with()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var written = Some.Day.AddTicks(123_456_789);
        await store.Ticks.AppendAsync(Some.Quote(1) with { Timestamp = written });

        Assert.That((await store.Ticks.GetAsync("NASDAQ", "AAPL", written, written.AddTicks(1))).Single().Timestamp, Is.EqualTo(Some.Day.AddTicks(123_456_780)));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, written), Has.Count.EqualTo(1), "the end lies behind the microsecond that is stored");
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE ts = $at", new { at = written }), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task What_a_decision_returns_and_keeps_in_memory_is_what_the_database_holds()
    {
        await using var trading = await TradingStore.OpenAsync();
        await trading.Store.PredictionMarkets.PutMarketsAsync([Some.Market("0x1")]);
        var at = Some.Day.AddTicks(12_345_678);
        var order = await trading.Store.Orders.SubmitAsync(TradingStore.Order() with { CreatedAt = at });
        var fill = await trading.Store.Executions.RecordAsync(Trading.Orders.Fill(order, 1, 10) with { ExecutedAt = at });
        var bet = await trading.Store.RoundTrips.OpenAsync(new Trade
        {
            BotId = TradingStore.Bot, MarketId = "0x1", Action = TradeAction.BuyYes, Side = PositionSide.Long, Quantity = 1, EntryPrice = 0.5m, EntryTime = at, Status = TradeStatus.Open,
        });
        var closed = await trading.Store.RoundTrips.CloseAsync(bet.TradeId, 1, at.AddHours(1));
        Assert.That((order.CreatedAt, fill.Execution.ExecutedAt, fill.Position!.OpenedAt, bet.EntryTime, closed.ExitTime), Is.EqualTo((
            Some.Day.AddTicks(12_345_670), Some.Day.AddTicks(12_345_670), (DateTime?)Some.Day.AddTicks(12_345_670), Some.Day.AddTicks(12_345_670), (DateTime?)Some.Day.AddHours(1).AddTicks(12_345_670))));

        var position = trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL");
        await trading.HoldsAfterReopeningAsync();
        Assert.That(trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL"), Is.EqualTo(position));
        Assert.That(await trading.Store.Executions.GetByOrderAsync(order.OrderId), Is.EqualTo(new[] { fill.Execution }));
        Assert.That(await trading.Store.RoundTrips.FindAsync(bet.TradeId), Is.EqualTo(closed));
    }

    [Test]
    public async Task Where_it_is_said_so_finer_times_are_refused_and_nothing_is_kept()
    {
        await using var trading = await TradingStore.OpenAsync(o => o.Ingest.TimePrecision = TimePrecision.Refuse);
        var order = await trading.SubmitAsync();
        var refused = await trading.RefusesAsync<InvalidRowException>(() => trading.Store.Executions.RecordAsync(Trading.Orders.Fill(order, 1, 10) with { ExecutedAt = Some.Day.AddTicks(1) }));
        Assert.That((refused.Column, refused.Reason), Is.EqualTo(("executed_at", "it is finer than a microsecond; cut it with UtcTime.ToMicroseconds, or have Ingest.TimePrecision cut it.")));
        var error = await Assert.ThrowsAsync<InvalidRowException>(async () => await trading.Store.Ticks.AppendAsync([Some.Quote(1), Some.Quote(2) with { Timestamp = Some.Day.AddTicks(1) }]));
        Assert.That((error!.Column, error.RowIndex), Is.EqualTo(("ts", 1)));
        Assert.That(await trading.Store.Ticks.Query().CountAsync(), Is.Zero);
    }
}
