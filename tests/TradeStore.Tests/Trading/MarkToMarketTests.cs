using FsCheck.Fluent;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

internal sealed class MarkToMarketTests
{
    [Test]
    public void A_price_values_a_long_and_a_short_position()
    {
        var bought = new TradingWorld().Buy(10, 100).Mark(103.5m);
        var sold = new TradingWorld().Sell(10, 100).Mark(103.5m);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bought.Position.MarketValue, bought.Position.UnrealizedPnl, bought.UnrealizedPnlPct), Is.EqualTo(((decimal?)1035m, 35m, (double?)0.035)));
            Assert.That((sold.Position.MarketValue, sold.Position.UnrealizedPnl, sold.UnrealizedPnlPct), Is.EqualTo(((decimal?)1035m, -35m, (double?)-0.035)));
            Assert.That((bought.Position.CurrentPrice, bought.Position.UpdatedAt), Is.EqualTo(((decimal?)103.5m, Some.Day.AddSeconds(2))));
            Assert.That((bought.Position.RealizedPnl, bought.Position.CostBasis, bought.IsStopHit), Is.EqualTo((0m, 1000m, false)));
        }
    }

    [Test]
    public void A_flat_position_takes_the_price_and_stays_flat()
    {
        var world = new TradingWorld().Buy(10, 100).Sell(10, 90);
        var before = world.Position!;

        var marked = world.Mark(1);

        Assert.That(marked.Position, Is.EqualTo(before with { CurrentPrice = 1, UpdatedAt = Some.Day.AddSeconds(3) }));
        Assert.That((marked.UnrealizedPnlPct, before.MaxDrawdown), Is.EqualTo(((double?)null, 100m)), "its last fall stays");
    }

    [Test]
    public void The_drawdown_is_measured_from_the_peak()
    {
        // 10 from 100: +50, +20 (30 below), +80, 0 (80 below), +100.
        var world = new TradingWorld().Buy(10, 100);
        var falls = new decimal[] { 105, 102, 108, 100, 110 }.Select(p => (world.Mark(p).Position.MaxDrawdown, world.Position!.PeakPnl));

        Assert.That(falls, Is.EqualTo(new[] { (0m, 50m), (30m, 50m), (30m, 80m), (80m, 80m), (80m, 100m) }));
    }

    [Test]
    public void A_trailing_stop_follows_a_long_position_up_and_a_short_one_down()
    {
        var bought = new TradingWorld().Buy(10, 100);
        bought.Trail(5);
        var sold = new TradingWorld().Sell(10, 100);
        sold.Trail(5);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bought.Position!.TrailingStop, Is.EqualTo(95));
            Assert.That(new decimal[] { 104, 101, 99.01m, 99, 98 }.Select(p => Stop(bought, p)), Is.EqualTo(new[]
                { ((decimal?)99m, false), (99m, false), (99m, false), (99m, true), (99m, true) }));
            Assert.That(sold.Position!.TrailingStop, Is.EqualTo(105));
            Assert.That(new decimal[] { 96, 99, 100.99m, 101, 102 }.Select(p => Stop(sold, p)), Is.EqualTo(new[]
                { ((decimal?)101m, false), (101m, false), (101m, false), (101m, true), (101m, true) }));
        }
    }

    [Test]
    public void A_trailing_stop_never_moves_against_the_position_and_is_hit_only_at_or_beyond_it() => Printed.Check(
        Prop.ForAll(Arb.From(Gen.Choose(1, 5_000).NonEmptyListOf()), Arb.From(Gen.Choose(1, 100)), Arb.From(Gen.Elements(true, false)), (prices, distance, isLong) =>
        {
            var world = isLong ? new TradingWorld().Buy(1, prices[0]) : new TradingWorld().Sell(1, prices[0]);
            world.Trail(distance);
            for (var seen = 1; seen <= prices.Count; seen++)
            {
                var marked = world.Mark(prices[seen - 1]);
                var stop = isLong ? prices.Take(seen).Max() - distance : prices.Take(seen).Min() + distance;
                Assert.That(marked.Position.TrailingStop, Is.EqualTo((decimal)stop));
                Assert.That(marked.IsStopHit, Is.EqualTo(isLong ? prices[seen - 1] <= stop : prices[seen - 1] >= stop));
            }
        }),
        1000);

    [Test]
    public void A_trailing_stop_goes_with_its_position_and_stays_when_that_is_enlarged()
    {
        var world = new TradingWorld().Buy(10, 100);
        world.Trail(5);
        world.Buy(10, 120);
        Assert.That((world.Position!.TrailingDistance, world.Position.TrailingStop), Is.EqualTo(((decimal?)5m, (decimal?)95m)), "fills do not move it");

        world.Sell(30, 120);
        Assert.That((world.Position.Side, world.Position.TrailingDistance, world.Position.TrailingStop), Is.EqualTo((PositionSide.Short, (decimal?)null, (decimal?)null)));

        world.Trail(5);
        world.Trail(null);
        Assert.That((world.Position.TrailingDistance, world.Position.TrailingStop), Is.EqualTo(((decimal?)null, (decimal?)null)));
    }

    [TestCase("0", "it must be above zero.")]
    [TestCase("-1", "it must be above zero.")]
    [TestCase("0.000000001", "it does not fit DECIMAL(18,8) exactly, and is never rounded in silence: round it")]
    public void A_distance_that_is_none_is_refused(string distance, string reason)
    {
        var world = new TradingWorld().Buy(10, 100);

        var error = Assert.Throws<InvalidRowException>(() => world.Trail(decimal.Parse(distance)))!;

        Assert.That((error.Table, error.Column), Is.EqualTo(("positions", "trailing_distance")));
        Assert.That(error.Reason, Does.StartWith(reason));
    }

    [Test]
    public void A_flat_position_has_no_trailing_stop()
    {
        var world = new TradingWorld().Buy(10, 100).Sell(10, 100);

        Assert.That(Assert.Throws<InvalidRowException>(() => world.Trail(5))!.Reason, Is.EqualTo("the position in 'AAPL' is flat."));
    }

    [TestCase("10000000000", "current_price")]
    [TestCase("0.000000001", "current_price")]
    [TestCase("9999999999", "market_value")]
    public void A_price_that_does_not_fit_or_leads_to_what_does_not_is_refused(string price, string column)
    {
        var world = new TradingWorld().Buy(99_999_999_999m, 100);

        Assert.That(Assert.Throws<InvalidRowException>(() => world.Mark(decimal.Parse(price)))!.Column, Is.EqualTo(column));
    }

    private static (decimal? Stop, bool IsHit) Stop(TradingWorld world, decimal price)
    {
        var marked = world.Mark(price);
        return (marked.Position.TrailingStop, marked.IsStopHit);
    }
}
