using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class TradeRepositoryTests
{
    private TradingStore _trading = null!;

    private TradeRepository Trades => _trading.Store.Trades;

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
        await _trading.RefusesAsync<UnknownReferenceException>(() => Trades.CloseAsync(open.TradeId, 0.5m));
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

    [TestCase("0x2")]
    [TestCase("0X1")]
    [TestCase("")]
    public async Task A_round_trip_of_a_market_that_is_not_there_is_refused_until_it_is(string market)
    {
        var bet = Bet with { TradeId = Guid.NewGuid(), MarketId = market };
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        if (market.Length > 0)
        {
            await _trading.Store.PredictionMarkets.PutMarketsAsync([Some.Market(market)]);
            Assert.That((await Trades.OpenAsync(bet)).MarketId, Is.EqualTo(market));
        }

        async Task CheckAsync()
        {
            var error = await _trading.RefusesAsync<UnknownReferenceException>(() => Trades.OpenAsync(bet));
            Assert.That((error.Table, error.Column, error.Value), Is.EqualTo(("trades", "market_id", (object)market)));
            Assert.That((await Trades.OpenAsync(Bet)).MarketId, Is.EqualTo("0x1"), "the other is known, also after reopening");
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
