using Microsoft.Extensions.Time.Testing;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

internal sealed class TickMarkTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = Some.Clock();

    [Test]
    public async Task Ticks_value_what_is_held_at_their_newest_price_once_an_interval()
    {
        await using var trading = await OpenAsync(isMarking: true);
        await trading.Store.Ticks.AppendAsync([Trade(11), Trade(13), Trade(12), Trade(99, "NONE")]);
        await PassAsync(trading, Interval - TimeSpan.FromMicroseconds(1));
        Assert.That(trading.Position().CurrentPrice, Is.EqualTo(10), "not yet");

        await PassAsync(trading, TimeSpan.FromMicroseconds(1));

        Assert.That((trading.Position().CurrentPrice, trading.Position().UnrealizedPnl, trading.Position().PeakPnl), Is.EqualTo(((decimal?)12m, 200m, 200m)));
        Assert.That((trading.Position("IBM").CurrentPrice, trading.Store.Positions.GetAll().Count), Is.EqualTo(((decimal?)10m, 2)));
        var marked = trading.Position();
        await PassAsync(trading, Interval);
        Assert.That(trading.Position(), Is.EqualTo(marked), "nothing came in");
        await trading.Store.Ticks.AppendAsync(Trade(14));
        await PassAsync(trading, Interval);
        Assert.That((trading.Position().CurrentPrice, trading.Position().UpdatedAt), Is.EqualTo(((decimal?)14m, _clock.GetUtcNow().UtcDateTime)));
        await trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task A_tick_counts_by_its_trade_else_by_the_middle_of_bid_and_ask()
    {
        await using var trading = await OpenAsync(isMarking: true);

        Assert.That(await PriceAsync(Some.Quote(1) with { BidPrice = 11, AskPrice = 11.5m }), Is.EqualTo(11.25m));
        Assert.That(await PriceAsync(Some.Quote(2) with { BidPrice = 0.00000001m, AskPrice = 0.00000002m }), Is.EqualTo(0.00000002m), "half to even");
        Assert.That(await PriceAsync(Some.Quote(3) with { BidPrice = 11, AskPrice = 12, LastPrice = 12.5m }), Is.EqualTo(12.5m));
        Assert.That(await PriceAsync(Some.Quote(4) with { BidPrice = 20, AskPrice = null, AskSize = null }), Is.EqualTo(12.5m), "a bid alone is no price");

        async Task<decimal?> PriceAsync(Tick tick)
        {
            await trading.Store.Ticks.AppendAsync(tick);
            await PassAsync(trading, Interval);
            return trading.Position().CurrentPrice;
        }
    }

    [Test]
    public async Task Ticks_move_trailing_stops()
    {
        await using var trading = await OpenAsync(isMarking: true);
        await trading.Store.Positions.SetTrailingStopAsync(TradingStore.Bot, "NASDAQ", "AAPL", 2);
        await trading.Store.Ticks.AppendAsync(Trade(15));

        await PassAsync(trading, Interval);

        Assert.That(trading.Position().TrailingStop, Is.EqualTo(13));
    }

    [Test]
    public async Task Refused_ticks_and_prices_that_lead_to_what_does_not_fit_value_nothing_and_later_ones_do()
    {
        await using var trading = await OpenAsync(isMarking: true);

        // At 9e9 it is worth 1.8e20, and 28 digits hold less than 1e20.
        await trading.TradeAsync(OrderSide.Buy, 20_000_000_000, 10);
        var before = trading.Position();
        Assert.That(async () => await trading.Store.Ticks.AppendAsync([Trade(11), Trade(0.000000001m)]), Throws.TypeOf<InvalidRowException>());
        await PassAsync(trading, Interval);
        Assert.That(trading.Position(), Is.EqualTo(before));
        await trading.Store.Ticks.AppendAsync(Trade(9_000_000_000));
        await PassAsync(trading, Interval);
        Assert.That(trading.Position(), Is.EqualTo(before));

        await trading.Store.Ticks.AppendAsync(Trade(11));
        await PassAsync(trading, Interval);

        Assert.That(trading.Position().CurrentPrice, Is.EqualTo(11));
    }

    [Test]
    public async Task Ticks_value_nothing_unless_that_is_asked_for()
    {
        await using var trading = await OpenAsync(isMarking: false);
        var before = trading.Position();
        await trading.Store.Ticks.AppendAsync(Trade(12));

        await PassAsync(trading, TimeSpan.FromHours(1));

        Assert.That(trading.Position(), Is.EqualTo(before));
    }

    private static Tick Trade(decimal price, string symbol = "AAPL") => Some.Trade(1, symbol) with { LastPrice = price };

    // A decision that writes nothing completes when all that were made before it are durable, those of the timer among them.
    private async Task PassAsync(TradingStore trading, TimeSpan time)
    {
        _clock.Advance(time);
        await trading.Store.Positions.MarkAsync([]);
    }

    private async Task<TradingStore> OpenAsync(bool isMarking)
    {
        var trading = await TradingStore.OpenAsync(options =>
        {
            options.TimeProvider = _clock;
            options.Trading.MarkFromTicks = isMarking;
            options.Trading.MarkInterval = Interval;
        });
        await trading.TradeAsync(OrderSide.Buy, 100, 10);
        await trading.TradeAsync(OrderSide.Buy, 100, 10, "IBM");
        return trading;
    }
}
