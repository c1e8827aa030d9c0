using Microsoft.Extensions.Time.Testing;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class PortfolioTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;
    private Store _store = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = new TemporaryFolder();
        _clock = Some.Clock();
        await ReopenAsync();
        await _store.Bots.RegisterAsync(Some.Bot("a"));
        await _store.Bots.RegisterAsync(Some.Bot("b"));
        await _store.PredictionMarkets.PutMarketsAsync([Some.Market("m")]);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_snapshot_adds_up_what_a_bot_or_all_of_them_have()
    {
        await TradeAsync();

        // a: cash 900 and 10 LONG at 110. Total: DONE 60 − 50 − 2 = 8, LONG 1,100 − 1,000 − 1 = 99, the market −1.
        var one = await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Intraday);
        Assert.That((one.CashBalance, one.BuyingPower, one.MarginUsed), Is.EqualTo((900m, (decimal?)10, (decimal?)3)));
        Assert.That((one.GrossExposure, one.NetExposure, one.Equity, one.PortfolioValue), Is.EqualTo(((decimal?)1_104, (decimal?)1_104, (decimal?)2_004, 2_004m)));
        Assert.That((one.TotalPnl, one.Leverage, one.TradeCount), Is.EqualTo(((decimal?)106, (double?)1_104 / 2_004, (long?)1)));
        Assert.That((one.LongPositions, one.ShortPositions, one.TotalPositions), Is.EqualTo(((long?)2, (long?)0, (long?)2)));

        // b: cash 2,000 and 4 SHORT at 25, with a commission of 1.
        var all = await _store.Portfolio.TakeSnapshotAsync("*", SnapshotType.Manual);
        Assert.That((all.CashBalance, all.BuyingPower, all.MarginUsed), Is.EqualTo((2_900m, (decimal?)null, (decimal?)6)));
        Assert.That((all.GrossExposure, all.NetExposure, all.Equity), Is.EqualTo(((decimal?)1_204, (decimal?)1_004, (decimal?)3_904)));
        Assert.That((all.TotalPnl, all.LongPositions, all.ShortPositions, all.TotalPositions), Is.EqualTo(((decimal?)105, (long?)2, (long?)1, (long?)3)));

        await _store.DisposeAsync();
        await ReopenAsync();
        Assert.That(await _store.Portfolio.GetLatestAsync("a"), Is.EqualTo(one));
        Assert.That(await _store.Portfolio.GetLatestAsync("*"), Is.EqualTo(all));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var again = await _store.Portfolio.TakeSnapshotAsync("*", SnapshotType.Manual);
        Assert.That(again with { Timestamp = all.Timestamp }, Is.EqualTo(all));
        Assert.That(await _store.Portfolio.GetHistoryAsync("*", all.Timestamp, again.Timestamp), Is.EqualTo(new[] { all }));
    }

    [Test]
    public async Task The_pnl_of_a_day_is_what_was_added_to_that_of_the_last_snapshot_before_the_day()
    {
        await TradeAsync();
        var first = await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Eod);
        Assert.That((first.DailyPnl, first.DailyPnlPct), Is.EqualTo((first.TotalPnl, (double?)null)), "all of it was entered today");

        _clock.Advance(TimeSpan.FromDays(1));
        await _store.DisposeAsync();
        await ReopenAsync();
        await _store.Positions.MarkAsync("NASDAQ", "LONG", 130);
        var second = await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Intraday);
        Assert.That((second.DailyPnl, second.DailyPnlPct), Is.EqualTo(((decimal?)200, (double?)(200 / 2_004d))));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Intraday)).DailyPnl, Is.EqualTo(200), "a snapshot of today is no beginning");
        Assert.That((await _store.Portfolio.TakeSnapshotAsync("b", SnapshotType.Eod)).DailyPnl, Is.Null, "what it was before today is not known");
    }

    [Test]
    public async Task Of_a_bot_whose_round_trips_of_before_are_all_closed_the_pnl_of_the_day_is_not_known()
    {
        await FillAsync("a", "DONE", OrderSide.Buy, 1, 50);
        await FillAsync("a", "DONE", OrderSide.Sell, 1, 60);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Eod)).DailyPnl, Is.Null);
        await _store.DisposeAsync();
        await ReopenAsync();
        var snapshot = await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Manual);
        Assert.That((snapshot.DailyPnl, snapshot.TotalPnl), Is.EqualTo(((decimal?)null, (decimal?)8)));
    }

    [Test]
    public async Task What_is_refused_leaves_the_snapshots_as_they_were()
    {
        await _store.Balances.RecordAsync([Cash("a", 1), Cash("a", 2) with { Currency = "EUR" }]);
        Assert.That(
            async () => await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Manual),
            Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("cash_balance").And.Message.Contains("EUR, USD"));
        Assert.That(
            async () => await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Manual, "usd"),
            Throws.TypeOf<InvalidRowException>().With.Property("Value").EqualTo("usd"));
        Assert.That(async () => await _store.Portfolio.TakeSnapshotAsync("x", SnapshotType.Manual), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await _store.Portfolio.SnapshotAsync(Mine("x")), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(
            async () => await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.None, "EUR"),
            Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("snapshot_type"));
        Assert.That(
            async () => await _store.Portfolio.SnapshotAsync(Mine("a") with { Leverage = -1 }),
            Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("leverage"));
        Assert.That(await _store.Portfolio.Query().CountAsync(), Is.Zero);

        Assert.That((await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Manual, "EUR")).CashBalance, Is.EqualTo(2));
        Assert.That((await _store.Portfolio.TakeSnapshotAsync("b", SnapshotType.Manual, "EUR")).CashBalance, Is.Zero, "no balance at all");
        Assert.That(async () => await _store.Portfolio.SnapshotAsync(Mine("*")), Is.EqualTo(Mine("*")));
    }

    [Test]
    public async Task A_sum_that_does_not_fit_is_refused()
    {
        await _store.Balances.RecordAsync([Cash("a", 99_999_999_999_999_999_999m), Cash("b", 1)]);
        Assert.That(
            async () => await _store.Portfolio.TakeSnapshotAsync("*", SnapshotType.Manual),
            Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("cash_balance"));
        Assert.That((await _store.Portfolio.TakeSnapshotAsync("a", SnapshotType.Manual)).Equity, Is.EqualTo(99_999_999_999_999_999_999m));
    }

    private static PortfolioSnapshot Mine(string bot) => new()
    {
        BotId = bot, Timestamp = Some.Day, SnapshotType = SnapshotType.Eod, CashBalance = 0, PortfolioValue = 0,
    };

    private AccountBalance Cash(string bot, decimal amount) => new()
    {
        Timestamp = _clock.GetUtcMicroseconds(), BotId = bot, Exchange = "NASDAQ", Currency = "USD", Balance = amount, SnapshotType = SnapshotType.Manual,
    };

    private async Task TradeAsync()
    {
        await FillAsync("a", "LONG", OrderSide.Buy, 10, 100);
        await FillAsync("a", "DONE", OrderSide.Buy, 1, 50);
        await FillAsync("a", "DONE", OrderSide.Sell, 1, 60);
        await FillAsync("b", "SHORT", OrderSide.Sell, 4, 25);
        await _store.RoundTrips.OpenAsync(new Trade
        {
            BotId = "a", MarketId = "m", Action = TradeAction.BuyYes, Side = PositionSide.Long, Quantity = 8, EntryPrice = 0.5m, Commission = 1,
            EntryTime = _clock.GetUtcMicroseconds(), Status = TradeStatus.Open,
        });
        await _store.Positions.MarkAsync("NASDAQ", "LONG", 110);
        await _store.Balances.RecordAsync([Cash("a", 900) with { Available = 10, MarginUsed = 3 }, Cash("b", 2_000) with { MarginUsed = 3 }]);
    }

    // A fill of today, with a commission of 1.
    private async Task FillAsync(string bot, string symbol, OrderSide side, decimal quantity, decimal price)
    {
        var order = await _store.Orders.SubmitAsync(new Order
        {
            BotId = bot, Exchange = "NASDAQ", Symbol = symbol, Side = side, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = quantity,
        });
        await _store.Executions.RecordAsync(new Execution { OrderId = order.OrderId, Quantity = quantity, Price = price, ExecutedAt = _clock.GetUtcMicroseconds(), Commission = 1 });
    }

    private async Task ReopenAsync() => _store = await Quick.OpenAsync(_folder, options => options.TimeProvider = _clock);
}
