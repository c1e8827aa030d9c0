using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

/// <summary>What a store that was opened without what damage took does with fills: rows that point to one another do not agree.</summary>
internal sealed class LostRowsTests
{
    private TradingStore _trading = null!;

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    // 100 bought at 10, of which 20 were sold at 15: 80 are held that cost 800; 100 are realised.
    [TestCase("DELETE FROM {trades}")]
    [TestCase("UPDATE state.positions SET open_trade_id = NULL")]
    [TestCase("UPDATE state.positions SET open_trade_id = '00000000-0000-7000-8000-000000000001'")]
    [TestCase("UPDATE {trades} SET side = 'short', \"action\" = 'sell'")]
    [TestCase("UPDATE {trades} SET bot_id = 'another'")]
    [TestCase("UPDATE {trades} SET symbol = 'IBM'")]
    [TestCase("UPDATE {trades} SET exchange = NULL")]
    [TestCase("UPDATE {trades} SET status = 'closed', exit_time = entry_time, exit_quantity = quantity, pnl_usd = 1")]
    [TestCase("UPDATE {trades} SET quantity = 60, amount = 600")]
    [TestCase("UPDATE {trades} SET quantity = 150, amount = 1500")]
    [TestCase("UPDATE {trades} SET exit_quantity = 0, exit_amount = 0, exit_price = NULL")]
    [TestCase("UPDATE {trades} SET exit_quantity = quantity")]
    public async Task A_position_whose_round_trip_does_not_say_what_is_held_goes_on_with_one_that_does(string damage)
    {
        var kept = await HoldAsync();
        await LoseAsync(damage);

        var added = await _trading.TradeAsync(OrderSide.Buy, 20, 20);

        var trade = added.Trades.Single();
        Assert.That((trade.Quantity, trade.Amount, trade.ExitQuantity, trade.EntryPrice, trade.Status), Is.EqualTo((100m, 1200m, 0m, 12m, TradeStatus.Open)));
        Assert.That((trade.BotId, trade.Exchange, trade.Symbol, trade.Side, trade.EntryTime), Is.EqualTo((TradingStore.Bot, "NASDAQ", "AAPL", PositionSide.Long, kept.EntryTime)));
        Assert.That((added.Position!.OpenTradeId, added.Position.Quantity, added.Position.CostBasis), Is.EqualTo(((Guid?)trade.TradeId, 100m, 1200m)));
        await _trading.HoldsAfterReopeningAsync();
        var part = await _trading.TradeAsync(OrderSide.Sell, 40, 14);
        Assert.That((part.Trades.Single().TradeId, part.Trades.Single().ExitQuantity, part.Execution.RealizedPnl), Is.EqualTo((trade.TradeId, 40m, (decimal?)80m)));

        // 60 at 11 and 40 at 14 bring 1,220 for 1,200; the 100 of before stay with the position.
        var turned = await _trading.TradeAsync(OrderSide.Sell, 70, 11);
        Assert.That(turned.Trades.Select(t => (t.Status, t.Side, t.Quantity, t.PnlUsd)), Is.EqualTo(new (TradeStatus, PositionSide, decimal, decimal?)[]
        {
            (TradeStatus.Closed, PositionSide.Long, 100, 20), (TradeStatus.Open, PositionSide.Short, 10, null),
        }));
        Assert.That((turned.Position!.RealizedPnl, turned.Position.OpenTradeId), Is.EqualTo((120m, (Guid?)turned.Trades[1].TradeId)));
        Assert.That(await _trading.Store.RoundTrips.FindAsync(trade.TradeId), Is.EqualTo(turned.Trades[0]));
        await _trading.HoldsAfterReopeningAsync();
    }

    [TestCase(30)]
    [TestCase(80)]
    [TestCase(100)]
    public async Task A_position_whose_round_trip_is_lost_can_be_reduced_and_closed_and_turned(decimal sold)
    {
        var kept = await HoldAsync();
        await LoseAsync("DELETE FROM {trades}");
        await _trading.Store.Positions.MarkAsync("NASDAQ", "AAPL", 11);

        var recorded = await _trading.TradeAsync(OrderSide.Sell, sold, 12);

        var closed = Math.Min(sold, 80);
        Assert.That(recorded.Execution.RealizedPnl, Is.EqualTo(closed * 2));
        Assert.That((recorded.Trades[0].TradeId, recorded.Trades[0].Quantity, recorded.Trades[0].ExitQuantity), Is.EqualTo((kept.TradeId, 80m, closed)), "what pointed to it does again");
        Assert.That(recorded.Trades[0].PnlUsd, Is.EqualTo(sold < 80 ? null : (decimal?)160));
        Assert.That(_trading.Store.RoundTrips.GetOpen().Select(t => (Guid?)t.TradeId), Is.EqualTo(recorded.Position!.OpenTradeId is { } open ? new Guid?[] { open } : []));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_position_that_is_flat_keeps_no_round_trip_whatever_it_points_to()
    {
        await HoldAsync();
        await _trading.TradeAsync(OrderSide.Sell, 80, 10);
        var another = (await _trading.TradeAsync(OrderSide.Buy, 7, 10, "IBM")).Trades.Single();
        await LoseAsync($"UPDATE state.positions SET open_trade_id = '{another.TradeId}' WHERE symbol = 'AAPL'");

        var bought = await _trading.TradeAsync(OrderSide.Buy, 5, 10);

        Assert.That((bought.Trades.Single().Quantity, bought.Position!.OpenTradeId), Is.EqualTo((5m, (Guid?)bought.Trades.Single().TradeId)));
        Assert.That(await _trading.Store.RoundTrips.FindAsync(another.TradeId), Is.EqualTo(another));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_round_trip_whose_position_is_lost_stays_open_until_it_is_closed_by_hand()
    {
        var kept = await HoldAsync();
        await LoseAsync("DELETE FROM state.positions");

        var sold = await _trading.TradeAsync(OrderSide.Sell, 10, 12);

        Assert.That((sold.Position!.Side, sold.Position.Quantity, sold.Position.RealizedPnl), Is.EqualTo((PositionSide.Short, 10m, 0m)));
        Assert.That(_trading.Store.RoundTrips.GetOpen().Select(t => t.TradeId), Is.EquivalentTo(new[] { kept.TradeId, sold.Trades.Single().TradeId }));
        var closed = await _trading.Store.RoundTrips.CloseAsync(kept.TradeId, 11);

        // 20 went at 15, the other 80 at 11: 300 + 880 - 1,000 = 180.
        Assert.That((closed.ExitQuantity, closed.ExitAmount, closed.ExitPrice, closed.PnlUsd), Is.EqualTo((100m, 1180m, (decimal?)11.8m, (decimal?)180m)));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_fill_whose_order_is_lost_is_refused_and_the_symbol_can_be_traded_on()
    {
        var order = await _trading.SubmitAsync();
        var known = Orders.Fill(order, 10, 10);
        await _trading.Store.Executions.RecordAsync(known);
        await LoseAsync("DELETE FROM state.orders");

        Assert.That((await _trading.Store.Executions.RecordAsync(known)).IsRepeated, Is.True);
        var error = await _trading.RefusesAsync<UnknownReferenceException>(() => _trading.FillAsync(order, 10));

        Assert.That((error.Table, error.Column), Is.EqualTo(("executions", "order_id")));
        var sold = await _trading.TradeAsync(OrderSide.Sell, 10, 12);
        Assert.That((sold.Position!.Side, sold.Execution.RealizedPnl, sold.Trades.Single().Status), Is.EqualTo((PositionSide.Flat, (decimal?)20m, TradeStatus.Closed)));
        await _trading.HoldsAfterReopeningAsync();
    }

    private async Task<Trade> HoldAsync()
    {
        await _trading.TradeAsync(OrderSide.Buy, 100, 10);
        return (await _trading.TradeAsync(OrderSide.Sell, 20, 15)).Trades.Single();
    }

    private Task LoseAsync(string damage) => _trading.ReopenAsync(folder =>
    {
        using var database = DuckDbInstance.Open(Path.Combine(folder, "store.duckdb"));
        using var session = database.Connect();
        var trades = session.QueryScalar<string>("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'warm' AND starts_with(table_name, 'trades_')");
        session.Execute(damage.Replace("{trades}", $"warm.\"{trades}\"", StringComparison.Ordinal));
    });
}
