using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class TradeRepositoryTests
{
    private TradingStore _trading = null!;

    private RoundTripRepository Trades => _trading.Store.RoundTrips;

    private Trade Bet => new()
    {
        BotId = TradingStore.Bot,
        MarketId = "0x1",
        Action = TradeAction.BuyYes,
        Side = PositionSide.Long,
        Quantity = 200,
        EntryTime = _trading.Now,
        EntryPrice = 0.25m,
        Commission = 1,
        Status = TradeStatus.Open,
    };

    [SetUp]
    public async Task Open()
    {
        _trading = await TradingStore.OpenAsync();
        await _trading.Store.PredictionMarkets.PutMarketsAsync([Some.Market("0x1")]);
    }

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_round_trip_of_a_prediction_market_is_opened_and_closed_with_its_net_profit()
    {
        var open = await Trades.OpenAsync(Bet);
        Assert.That((open.Amount, Trades.GetOpen(TradingStore.Bot)), Is.EqualTo((50m, new[] { open })));
        await _trading.ReopenAsync();
        Assert.That(Trades.GetOpen(), Is.EqualTo(new[] { open }));
        _trading.Clock.Advance(TimeSpan.FromHours(1));

        var closed = await Trades.CloseAsync(open.TradeId, 0.4m, commission: 2, reason: "settled");

        // 200 × 0.40 − 200 × 0.25 = 30, less 1 + 2 = 27; 27 of 50 are 54 %.
        Assert.That((closed.PnlUsd, closed.PnlPct, closed.Commission, closed.ExitTime, closed.Reason), Is.EqualTo(((decimal?)27m, (double?)0.54, 3m, (DateTime?)_trading.Now, "settled")));
        Assert.That(await Trades.FindAsync(open.TradeId), Is.EqualTo(closed));
        Assert.That(Trades.GetOpen(), Is.Empty);
        Assert.That(await Trades.GetRecentAsync(botId: TradingStore.Bot), Is.EqualTo(new[] { closed }));
        Assert.That((await _trading.RefusesAsync<InvalidRowException>(() => Trades.CloseAsync(open.TradeId, 0.5m))).Message, Does.Contain("is closed"));
        await _trading.RefusesAsync<DuplicateKeyException>(() => Trades.OpenAsync(Bet with { TradeId = open.TradeId }));
        _trading.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That(await Trades.GetRecentAsync(), Is.Empty);
    }

    [Test]
    public async Task What_does_not_begin_a_round_trip_or_does_not_fit_is_refused()
    {
        foreach (var (column, trade) in new (string, Trade)[]
        {
            ("status", Bet with { Status = TradeStatus.Closed }),
            ("status", Bet with { ExitPrice = 1 }),
            ("status", Bet with { PnlUsd = 1 }),
            ("status", Bet with { ExitTime = Some.Day }),
            ("quantity", Bet with { Quantity = 0 }),
            ("quantity", Bet with { Quantity = 0.000000001m }),
            ("entry_price", Bet with { EntryPrice = 10_000_000_000m }),
            ("market_id", Bet with { MarketId = null, Symbol = "AAPL" }),
            ("side", Bet with { Side = PositionSide.Flat }),
        })
        {
            var error = await _trading.RefusesAsync<InvalidRowException>(() => Trades.OpenAsync(trade));
            Assert.That((error.Table, error.Column), Is.EqualTo(("trades", column)));
        }

        await _trading.RefusesAsync<UnknownReferenceException>(() => Trades.OpenAsync(Bet with { BotId = "nobody" }));
        var open = await Trades.OpenAsync(Bet);
        Assert.That((await _trading.RefusesAsync<InvalidRowException>(() => Trades.CloseAsync(open.TradeId, 0.000000001m))).Column, Is.EqualTo("exit_price"));
        await _trading.RefusesAsync<InvalidRowException>(() => Trades.CloseAsync(open.TradeId, 1, commission: 0.000000001m));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Trades.CloseAsync(Guid.NewGuid(), 1));
    }

    [Test]
    public async Task A_bet_may_name_a_market_that_comes_later()
    {
        var bet = await Trades.OpenAsync(Bet with { MarketId = "0x2" });
        await _trading.ReopenAsync();
        Assert.That(Trades.GetOpen(), Is.EqualTo(new[] { bet }));
        await _trading.Store.PredictionMarkets.PutMarketsAsync([Some.Market("0x2")]);
        Assert.That((await Trades.CloseAsync(bet.TradeId, 1)).MarketId, Is.EqualTo("0x2"));
        Assert.That((await _trading.RefusesAsync<InvalidRowException>(() => Trades.OpenAsync(Bet with { MarketId = "" }))).Column, Is.EqualTo("market_id"));
    }

    [TestCase(TradeAction.BuyYes, PositionSide.Long, 60)]
    [TestCase(TradeAction.BuyNo, PositionSide.Long, 60)]
    [TestCase(TradeAction.SellYes, PositionSide.Short, -60)]
    [TestCase(TradeAction.SellNo, PositionSide.Short, -60)]
    public async Task The_side_of_a_bet_follows_from_its_action_and_none_may_contradict_it(TradeAction action, PositionSide side, int gain)
    {
        var bet = Bet with { Action = action, Side = PositionSide.None, Quantity = 100, EntryPrice = 0.4m, Commission = 0 };
        foreach (var given in new[] { PositionSide.None, side })
        {
            var open = await Trades.OpenAsync(bet with { Side = given });
            Assert.That(open.Side, Is.EqualTo(side));
            Assert.That((await Trades.CloseAsync(open.TradeId, 1)).PnlUsd, Is.EqualTo(gain));
        }

        var other = side == PositionSide.Long ? PositionSide.Short : PositionSide.Long;
        var error = await _trading.RefusesAsync<InvalidRowException>(() => Trades.OpenAsync(bet with { Side = other }));
        Assert.That((error.Column, error.Value), Is.EqualTo(("side", (object)other)));
    }

    [Test]
    public async Task A_commission_in_another_currency_is_kept_apart_from_the_profit()
    {
        var open = await Trades.OpenAsync(Bet with { QuoteCurrency = "USDC", OtherCommissions = """{"POL":0.5}""" });
        var closed = await Trades.CloseAsync(open.TradeId, 0.4m, commission: 2, commissionCurrency: "POL");
        Assert.That((closed.PnlUsd, closed.Commission, closed.OtherCommissions), Is.EqualTo(((decimal?)29m, 1m, """{"POL":2.5}""")));
        Assert.That((await _trading.RefusesAsync<InvalidRowException>(() => Trades.OpenAsync(Bet with { OtherCommissions = """{"POL":"much"}""" }))).Column, Is.EqualTo("other_commissions"));

        var bought = await RecordAsync(OrderSide.Buy, 10, 100, 0.01m);
        var turned = await RecordAsync(OrderSide.Sell, 20, 110, 0.04m);
        Assert.That((bought.Position!.Commission, bought.Position.OtherCommissions, bought.Order!.Commission, bought.Order.CommissionCurrency), Is.EqualTo((1m, """{"BNB":0.01}""", 0.01m, "BNB")));
        Assert.That(turned.Trades.Select(t => (t.PnlUsd, t.Commission, t.OtherCommissions, t.QuoteCurrency)), Is.EqualTo(new (decimal?, decimal, string?, string?)[]
        {
            (98.5m, 1.5m, """{"BNB":0.03}""", "USDT"), (null, 0.5m, """{"BNB":0.02}""", "USDT"),
        }));
        Assert.That((turned.Position!.Commission, turned.Position.OtherCommissions), Is.EqualTo((2m, """{"BNB":0.05}""")));
        await _trading.HoldsAfterReopeningAsync();
        var same = await RecordAsync(OrderSide.Buy, 10, 100, 1, "USDT");
        Assert.That((same.Position!.Commission, same.Position.OtherCommissions), Is.EqualTo((4m, """{"BNB":0.05}""")));

        async Task<RecordedExecution> RecordAsync(OrderSide side, decimal quantity, decimal price, decimal commission, string currency = "BNB")
        {
            var order = await _trading.SubmitAsync(side, quantity, "BTC/USDT");
            return await _trading.Store.Executions.RecordAsync(Trading.Orders.Fill(order, quantity, price) with { Commission = commission, CommissionCurrency = currency, Fees = 1 });
        }
    }

    [Test]
    public async Task A_round_trip_that_a_position_keeps_is_closed_by_its_executions_alone()
    {
        var bought = await _trading.TradeAsync(OrderSide.Buy, 100, 10);
        var kept = bought.Trades.Single();
        await _trading.RefusesAsync<InvalidRowException>(() => Trades.CloseAsync(kept.TradeId, 11));

        var sold = await _trading.TradeAsync(OrderSide.Sell, 150, 11);

        Assert.That(sold.Trades.Select(t => (t.Status, t.Side, t.Quantity, t.PnlUsd)), Is.EqualTo(new (TradeStatus, PositionSide, decimal, decimal?)[]
        {
            (TradeStatus.Closed, PositionSide.Long, 100, 100), (TradeStatus.Open, PositionSide.Short, 50, null),
        }));
        Assert.That((sold.Position!.Side, sold.Position.Quantity, sold.Execution.RealizedPnl), Is.EqualTo((PositionSide.Short, 50m, (decimal?)100m)));
        Assert.That(await Trades.FindAsync(kept.TradeId), Is.EqualTo(sold.Trades[0]));
    }
}
