using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class PositionSnapshotTests
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
    public async Task A_snapshot_is_the_position_as_it_is_then()
    {
        // 110 bought at 10, of which 10 are sold at 20 for a cost of 100: +100.
        await _trading.TradeAsync(OrderSide.Buy, 110, 10);
        await _trading.TradeAsync(OrderSide.Sell, 10, 20);
        await Positions.MarkAsync("NASDAQ", "AAPL", 8);
        _trading.Clock.Advance(TimeSpan.FromSeconds(1));

        var taken = await Positions.SnapshotAsync();
        await Positions.MarkAsync("NASDAQ", "AAPL", 30);

        // 100 cost 1,000 and are worth 800. At the sale the P&L was 100 + 1,000 = 1,100, now it is 100 - 200 = -100: 1,200 less.
        Assert.That(taken, Is.EqualTo(new[]
        {
            new PositionSnapshot
            {
                Timestamp = _trading.Now,
                BotId = TradingStore.Bot,
                Exchange = "NASDAQ",
                Symbol = "AAPL",
                Side = PositionSide.Long,
                Quantity = 100,
                AverageEntryPrice = 10,
                CurrentPrice = 8,
                MarketValue = 800,
                UnrealizedPnl = -200,
                UnrealizedPnlPct = -0.2,
                RealizedPnl = 100,
                MaxDrawdown = 1_200,
                MaxDrawdownPct = 1.2,
            },
        }));
        Assert.That(await StoredAsync(), Is.EqualTo(taken));
        await _trading.HoldsAfterReopeningAsync();
        Assert.That(await StoredAsync(), Is.EqualTo(taken));
    }

    [Test]
    public async Task All_that_is_held_or_what_one_bot_holds_is_kept_and_nothing_that_is_flat()
    {
        await _trading.TradeAsync(OrderSide.Sell, 50, 10, bot: Other);
        await _trading.TradeAsync(OrderSide.Buy, 100, 10);
        await _trading.TradeAsync(OrderSide.Buy, 5, 7, "GONE");
        await _trading.TradeAsync(OrderSide.Sell, 5, 8, "GONE");

        var all = await Positions.SnapshotAsync();
        _trading.Clock.Advance(TimeSpan.FromSeconds(1));
        var one = await Positions.SnapshotAsync(Other);

        Assert.That(all.Select(Key), Is.EqualTo(Positions.GetOpen().Select(p => (p.BotId, p.Symbol, p.Side, p.Quantity, p.UnrealizedPnl))));
        Assert.That(all.Select(s => s.BotId), Is.EqualTo(new[] { TradingStore.Bot, Other }));
        Assert.That(one, Is.EqualTo(new[] { all[1] with { Timestamp = _trading.Now } }));
        Assert.That(await StoredAsync(), Is.EqualTo(all.Concat(one)));
        await _trading.HoldsAfterReopeningAsync();
        Assert.That(await Positions.QuerySnapshots().Where(s => s.BotId == Other && s.Timestamp >= _trading.Now).ToListAsync(), Is.EqualTo(one));
    }

    [Test]
    public async Task Where_nothing_is_held_nothing_is_kept()
    {
        Assert.That(await Positions.SnapshotAsync(), Is.Empty);
        await _trading.TradeAsync(OrderSide.Buy, 5, 7);
        Assert.That(await Positions.SnapshotAsync(Other), Is.Empty);
        Assert.That(await Positions.SnapshotAsync("nobody"), Is.Empty);
        await _trading.TradeAsync(OrderSide.Sell, 5, 8);
        Assert.That(await Positions.SnapshotAsync(), Is.Empty);
        Assert.That(await StoredAsync(), Is.Empty);
    }

    [Test]
    public async Task Of_snapshots_at_one_time_the_last_stays()
    {
        await _trading.TradeAsync(OrderSide.Buy, 5, 7);
        await Positions.SnapshotAsync();
        await Positions.MarkAsync("NASDAQ", "AAPL", 9);

        var second = await Positions.SnapshotAsync();

        Assert.That(second.Single().UnrealizedPnl, Is.EqualTo(10));
        Assert.That(await StoredAsync(), Is.EqualTo(second));
        await _trading.HoldsAfterReopeningAsync();
    }

    private static (string, string, PositionSide, decimal, decimal) Key(PositionSnapshot s) => (s.BotId, s.Symbol, s.Side, s.Quantity, s.UnrealizedPnl);

    private Task<IReadOnlyList<PositionSnapshot>> StoredAsync() => Positions.QuerySnapshots().OrderBy(s => s.Timestamp).ThenBy(s => s.BotId).ToListAsync();
}
