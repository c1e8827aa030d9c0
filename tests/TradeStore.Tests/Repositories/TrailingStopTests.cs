using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class TrailingStopTests
{
    private TradingStore _trading = null!;

    private PositionRepository Positions => _trading.Store.Positions;

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [TestCase(OrderSide.Buy)]
    [TestCase(OrderSide.Sell)]
    public async Task A_stop_follows_marks_in_favour_and_says_when_it_is_hit_also_after_reopening(OrderSide side)
    {
        var favour = side == OrderSide.Buy ? 1 : -1;
        await _trading.TradeAsync(side, 10, 100);
        _trading.Clock.Advance(TimeSpan.FromSeconds(1));

        var set = await TrailAsync(5);

        Assert.That((set.TrailingDistance, set.TrailingStop, set.UpdatedAt), Is.EqualTo(((decimal?)5m, (decimal?)(100 - (5 * favour)), _trading.Now)));
        Assert.That(_trading.Position(), Is.EqualTo(set));
        Assert.That(await MarkAsync(100 + (4 * favour)), Is.EqualTo((100 - favour, false)));
        Assert.That(await MarkAsync(100), Is.EqualTo((100 - favour, false)));
        await _trading.HoldsAfterReopeningAsync();
        Assert.That(await MarkAsync(100 - favour), Is.EqualTo((100 - favour, true)));
        Assert.That(await MarkAsync(100 - (3 * favour)), Is.EqualTo((100 - favour, true)));
        Assert.That(await MarkAsync(100 + (10 * favour)), Is.EqualTo((100 + (5 * favour), false)));
        await _trading.HoldsAfterReopeningAsync();

        async Task<(decimal, bool)> MarkAsync(decimal price)
        {
            var marked = (await Positions.MarkAsync("NASDAQ", "AAPL", price)).Single();
            Assert.That(await Positions.Query().ToListAsync(), Is.EqualTo(new[] { marked.Position }));
            return (marked.Position.TrailingStop!.Value, marked.IsStopHit);
        }
    }

    [Test]
    public async Task A_stop_is_set_anew_from_the_price_of_then_and_taken_away()
    {
        await _trading.TradeAsync(OrderSide.Buy, 10, 100);
        await TrailAsync(5);
        await Positions.MarkAsync("NASDAQ", "AAPL", 98);

        Assert.That((await TrailAsync(20)).TrailingStop, Is.EqualTo(78));
        var removed = await TrailAsync(null);

        Assert.That((removed.TrailingDistance, removed.TrailingStop), Is.EqualTo(((decimal?)null, (decimal?)null)));
        Assert.That((await Positions.MarkAsync("NASDAQ", "AAPL", 1)).Single().IsStopHit, Is.False);
        Assert.That(_trading.Position().TrailingStop, Is.Null);
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_stop_goes_with_its_position()
    {
        await _trading.TradeAsync(OrderSide.Buy, 10, 100);
        await TrailAsync(5);
        await _trading.TradeAsync(OrderSide.Sell, 10, 100);
        await _trading.TradeAsync(OrderSide.Buy, 10, 100);

        Assert.That((_trading.Position().TrailingDistance, _trading.Position().TrailingStop), Is.EqualTo(((decimal?)null, (decimal?)null)));
        Assert.That((await Positions.MarkAsync("NASDAQ", "AAPL", 1)).Single().IsStopHit, Is.False);
    }

    [TestCase("0", "trailing_distance")]
    [TestCase("-1", "trailing_distance")]
    [TestCase("0.000000001", "trailing_distance")]
    [TestCase("10000000000", "trailing_distance")]
    public async Task A_distance_that_is_none_or_leads_to_no_price_is_refused_and_the_stop_stays(string distance, string column)
    {
        await _trading.TradeAsync(OrderSide.Sell, 10, 100);
        await TrailAsync(5);

        var error = await _trading.RefusesAsync<InvalidRowException>(() => TrailAsync(decimal.Parse(distance)));

        Assert.That((error.Table, error.Column), Is.EqualTo(("positions", column)));
        await _trading.HoldsAfterReopeningAsync();
        Assert.That(_trading.Position().TrailingStop, Is.EqualTo(105));
    }

    [Test]
    public async Task What_is_not_held_has_no_stop()
    {
        await _trading.TradeAsync(OrderSide.Buy, 10, 100);
        await _trading.TradeAsync(OrderSide.Sell, 10, 100);

        var flat = await _trading.RefusesAsync<InvalidRowException>(() => TrailAsync(5));
        var unknown = await _trading.RefusesAsync<UnknownReferenceException>(() => Positions.SetTrailingStopAsync(TradingStore.Bot, "NASDAQ", "IBM", 5));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Positions.SetTrailingStopAsync("nobody", "NASDAQ", "AAPL", 5));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Positions.SetTrailingStopAsync(TradingStore.Bot, "NYSE", "AAPL", null));

        Assert.That((flat.Table, flat.Column, flat.Reason), Is.EqualTo(("positions", "trailing_distance", "the position in 'AAPL' is flat.")));
        Assert.That((unknown.Table, unknown.Column), Is.EqualTo(("positions", "symbol")));
        Assert.That(unknown.Message, Does.Contain("IBM of momentum at NASDAQ"));
    }

    private Task<Position> TrailAsync(decimal? distance) => Positions.SetTrailingStopAsync(TradingStore.Bot, "NASDAQ", "AAPL", distance);
}
