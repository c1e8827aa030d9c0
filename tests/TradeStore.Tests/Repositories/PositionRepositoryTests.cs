using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class PositionRepositoryTests
{
    private const string Other = "reversal";
    private TradingStore _trading = null!;

    private PositionRepository Positions => _trading.Store.Positions;

    [SetUp]
    public async Task Open()
    {
        _trading = await TradingStore.OpenAsync();
        await _trading.Store.Bots.RegisterAsync(Some.Bot(Other));
    }

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_price_values_all_that_is_held_in_its_symbol_and_nothing_else()
    {
        await TradeAsync();
        var others = (_trading.Position("IBM"), _trading.Position("GONE"));
        _trading.Clock.Advance(TimeSpan.FromSeconds(1));

        var marked = await Positions.MarkAsync("NASDAQ", "AAPL", 12);

        // 100 bought at 10 are worth 1,200: +200 of 1,000. 50 sold at 10 cost 600 to buy back: -100 of 500.
        Assert.That(marked.Select(m => (m.Position.BotId, m.Position.UnrealizedPnl, m.UnrealizedPnlPct, m.IsStopHit)), Is.EquivalentTo(new[]
        {
            (TradingStore.Bot, 200m, (double?)0.2, false), (Other, -100m, -0.2, false),
        }));
        var own = _trading.Position();
        Assert.That((own.CurrentPrice, own.MarketValue, own.UnrealizedPnl, own.UpdatedAt), Is.EqualTo(((decimal?)12m, (decimal?)1200m, 200m, _trading.Now)));
        Assert.That(marked.Select(m => m.Position), Is.EquivalentTo(new[] { own, _trading.Position(bot: Other) }));
        Assert.That((_trading.Position("IBM"), _trading.Position("GONE")), Is.EqualTo(others));
        Assert.That(await Positions.Query().ToListAsync(), Is.EquivalentTo(Positions.GetAll()));
        await _trading.HoldsAfterReopeningAsync();
        Assert.That(_trading.Position(), Is.EqualTo(own));
        Assert.That((await Positions.MarkAsync("NASDAQ", "AAPL", 13)).Sum(m => m.Position.UnrealizedPnl), Is.EqualTo(300 - 150));
    }

    [Test]
    public async Task A_price_of_what_nobody_holds_changes_nothing()
    {
        await TradeAsync();
        var before = await _trading.StateAsync();

        Assert.That(await Positions.MarkAsync("NASDAQ", "NONE", 12), Is.Empty);
        Assert.That(await Positions.MarkAsync("NYSE", "AAPL", 12), Is.Empty);
        Assert.That(await Positions.MarkAsync("NASDAQ", "aapl", 12), Is.Empty);
        Assert.That(await Positions.MarkAsync("NASDAQ", "GONE", 12), Is.Empty, "what is flat has no value");
        Assert.That(await Positions.MarkAsync([]), Is.Empty);
        Assert.That(await _trading.StateAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Prices_are_one_frame_and_the_last_of_a_symbol_counts()
    {
        await TradeAsync();
        var frames = _trading.Store.Parts.Journal!.DurableSequence;

        var marked = await Positions.MarkAsync([Price(14), Price(21, "IBM"), Price(11), Price(1, "NONE")]);

        Assert.That(_trading.Store.Parts.Journal!.DurableSequence, Is.EqualTo(frames + 1));
        Assert.That(marked.Where(m => m.Position.BotId == TradingStore.Bot).Select(m => (m.Position.Symbol, m.Position.UnrealizedPnl)), Is.EqualTo(new[]
        {
            ("AAPL", 400m), ("IBM", 10m), ("AAPL", 100m),
        }));
        Assert.That((_trading.Position().UnrealizedPnl, _trading.Position().PeakPnl, _trading.Position().MaxDrawdown), Is.EqualTo((100m, 400m, 300m)));
        Assert.That(await Positions.Query().ToListAsync(), Is.EquivalentTo(Positions.GetAll()));
        await _trading.HoldsAfterReopeningAsync();
    }

    [TestCase("0", "0", "-1000")]
    [TestCase("-37.63", "-3763", "-4763")]
    [TestCase("0.00000001", "0.000001", "-999.999999")]
    public async Task Prices_may_be_zero_and_below(string price, string value, string unrealized)
    {
        await _trading.TradeAsync(OrderSide.Buy, 100, 10);

        await Positions.MarkAsync("NASDAQ", "AAPL", decimal.Parse(price));

        Assert.That((_trading.Position().MarketValue, _trading.Position().UnrealizedPnl), Is.EqualTo(((decimal?)decimal.Parse(value), decimal.Parse(unrealized))));
        await _trading.HoldsAfterReopeningAsync();
    }

    [TestCase("0.000000001", "current_price", "AAPL")]
    [TestCase("10000000000", "current_price", "AAPL")]
    [TestCase("-10000000000", "current_price", "AAPL")]
    [TestCase("10000000000", "current_price", "NONE")]
    public async Task A_price_that_does_not_fit_is_refused_with_all_others(string price, string column, string symbol)
    {
        await TradeAsync();
        var wrong = decimal.Parse(price);

        var alone = await _trading.RefusesAsync<InvalidRowException>(() => Positions.MarkAsync("NASDAQ", symbol, wrong));
        var among = await _trading.RefusesAsync<InvalidRowException>(() => Positions.MarkAsync([Price(11), Price(21, "IBM"), Price(wrong, symbol)]));

        Assert.That((alone.Table, alone.Column, alone.RowIndex), Is.EqualTo(("positions", column, 0)));
        Assert.That((among.Table, among.Column, among.RowIndex), Is.EqualTo(("positions", column, 2)));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_missing_price_or_list_is_a_mistake_of_the_caller()
    {
        await TradeAsync();

        await _trading.RefusesAsync<ArgumentNullException>(() => Positions.MarkAsync(null!));
        await _trading.RefusesAsync<ArgumentNullException>(() => Positions.MarkAsync([Price(11), null!]));
        await _trading.RefusesAsync<OperationCanceledException>(() => Positions.MarkAsync("NASDAQ", "AAPL", 11, new CancellationToken(canceled: true)));
    }

    [Test]
    public async Task Current_are_those_that_are_held_by_bot_exchange_and_symbol_and_flat_ones_when_asked_for()
    {
        await TradeAsync();
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            Assert.That(Keys(Positions.GetOpen()), Is.EqualTo(new[] { "momentum AAPL", "momentum IBM", "reversal AAPL" }));
            Assert.That(Keys(Positions.GetAll()), Is.EqualTo(new[] { "momentum AAPL", "momentum GONE", "momentum IBM", "reversal AAPL" }));
            Assert.That(Keys(Positions.GetOpen(Other)), Is.EqualTo(new[] { "reversal AAPL" }));
            Assert.That(Keys(Positions.GetAll(TradingStore.Bot)), Is.EqualTo(new[] { "momentum AAPL", "momentum GONE", "momentum IBM" }));
            Assert.That(Positions.GetAll("nobody"), Is.Empty);
            Assert.That(Positions.Find(TradingStore.Bot, "NASDAQ", "GONE")!.Side, Is.EqualTo(PositionSide.Flat));
            Assert.That(
                new[] { Positions.Find("nobody", "NASDAQ", "AAPL"), Positions.Find(Other, "NYSE", "AAPL"), Positions.Find(Other, "NASDAQ", "IBM") },
                Is.All.Null);
            Assert.That(Keys(await Positions.Query().Where(p => p.Side == PositionSide.Short).ToListAsync()), Is.EqualTo(new[] { "reversal AAPL" }));
            Assert.That(
                await Positions.Query().Where(p => p.BotId == TradingStore.Bot && p.Quantity > 0).OrderByDescending(p => p.Symbol).ToListAsync(),
                Is.EqualTo(new[] { _trading.Position("IBM"), _trading.Position() }));
        }
    }

    private static MarketPrice Price(decimal price, string symbol = "AAPL") => new("NASDAQ", symbol, price);

    private static IEnumerable<string> Keys(IEnumerable<Position> positions) => positions.Select(p => $"{p.BotId} {p.Symbol}");

    private async Task TradeAsync()
    {
        await _trading.TradeAsync(OrderSide.Sell, 50, 10, bot: Other);
        await _trading.TradeAsync(OrderSide.Buy, 10, 20, "IBM");
        await _trading.TradeAsync(OrderSide.Buy, 100, 10);
        await _trading.TradeAsync(OrderSide.Buy, 5, 7, "GONE");
        await _trading.TradeAsync(OrderSide.Sell, 5, 8, "GONE");
    }
}
