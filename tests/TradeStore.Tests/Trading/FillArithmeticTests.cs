using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

/// <summary>Fills worked out by hand.</summary>
internal sealed class FillArithmeticTests
{
    [Test]
    public void A_long_position_is_opened_enlarged_reduced_and_closed()
    {
        // 100 at 10 and 50 at 13: cost 1,000 + 650 = 1,650, average 11. 60 sold at 12 take 1,650 × 60 / 150 = 660 and bring 720: +60.
        var world = new TradingWorld().Buy(100, 10).Buy(50, 13);
        Assert.That(
            (world.Position!.Side, world.Position.Quantity, world.Position.CostBasis, world.Position.AverageEntryPrice),
            Is.EqualTo((PositionSide.Long, 150m, 1650m, 11m)));

        world.Sell(60, 12);
        Assert.That((world.Position.Quantity, world.Position.CostBasis, world.Position.RealizedPnl), Is.EqualTo((90m, 990m, 60m)));
        Assert.That((world.Position.MarketValue, world.Position.UnrealizedPnl), Is.EqualTo(((decimal?)1080m, 90m)), "valued at the fill's price");

        // The other 90 at 9 bring 810 for a cost of 990: -180; in all -120.
        world.Sell(90, 9);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((world.Position.Side, world.Position.Quantity, world.Position.CostBasis), Is.EqualTo((PositionSide.Flat, 0m, 0m)));
            Assert.That((world.Position.RealizedPnl, world.Position.UnrealizedPnl), Is.EqualTo((-120m, 0m)));
            Assert.That(world.Results.Select(r => r.Execution.RealizedPnl), Is.EqualTo(new decimal?[] { 0, 0, 60, -180 }));
            Assert.That((world.Position.FirstEntryTime, world.Position.OpenedAt), Is.EqualTo(((DateTime?)Some.Day.AddSeconds(1), (DateTime?)Some.Day.AddSeconds(1))));
            Assert.That((world.Position.ClosedAt, world.Position.UpdatedAt), Is.EqualTo(((DateTime?)Some.Day.AddSeconds(4), Some.Day.AddSeconds(4))));
            Assert.That(world.Position.StrategyId, Is.EqualTo("crossing"));
        }
    }

    [Test]
    public void A_fill_larger_than_the_position_closes_one_round_trip_and_opens_another()
    {
        // Bought 10 at 100; sold 15 at 110 with charges of 3: 10 close (+100, charges 2), 5 open a short one (charges 1).
        // 5 bought back at 104: 550 - 520 = +30.
        var world = new TradingWorld().Buy(10, 100).Sell(15, 110, commission: 2, fees: 1);
        Assert.That(
            (world.Position!.Side, world.Position.Quantity, world.Position.CostBasis, world.Position.AverageEntryPrice, world.Position.RealizedPnl),
            Is.EqualTo((PositionSide.Short, 5m, 550m, 110m, 100m)));
        Assert.That((world.Position.OpenedAt, world.Position.ClosedAt), Is.EqualTo(((DateTime?)Some.Day.AddSeconds(2), (DateTime?)null)));
        Assert.That(world.Results[1].Trades, Is.EqualTo(world.Trades), "the closed one, then the opened one");

        world.Buy(5, 104);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((world.Position.Side, world.Position.RealizedPnl, world.Position.Commission), Is.EqualTo((PositionSide.Flat, 130m, 3m)));
            Assert.That(world.Trades.Select(t => t.Action), Is.EqualTo(new[] { TradeAction.Buy, TradeAction.Sell }));
            Assert.That(world.Trades.Select(t => t.PnlUsd), Is.EqualTo(new decimal?[] { 98, 29 }));
            Assert.That(world.Trades.Select(t => t.Commission), Is.EqualTo(new[] { 2m, 1m }));
            Assert.That(world.Trades.Select(t => t.PnlPct), Is.EqualTo(new double?[] { 98.0 / 1000, 29.0 / 550 }));
            Assert.That(world.Trades.Select(t => (t.EntryTime, t.ExitTime)), Is.EqualTo(new[]
            {
                (Some.Day.AddSeconds(1), (DateTime?)Some.Day.AddSeconds(2)), (Some.Day.AddSeconds(2), Some.Day.AddSeconds(3)),
            }));
        }
    }

    [Test]
    public void What_cannot_be_split_evenly_of_the_charges_stays_with_the_closing_part()
    {
        // 1 of 3 opens: a third of 0.00000002 is 0.0000000067, rounded 0.00000001; the other 0.00000001 closes.
        var world = new TradingWorld().Buy(2, 1).Sell(3, 1, commission: 0.00000002m);

        Assert.That(world.Trades.Select(t => t.Commission), Is.EqualTo(new[] { 0.00000001m, 0.00000001m }));
    }

    [Test]
    public void What_rounding_leaves_of_the_cost_is_taken_by_the_close()
    {
        // 3 cost 1. A third is 0.33333333; of the 0.66666667 that are left a half is 0.333333335, to even 0.33333334; 0.33333333 are left.
        var world = new TradingWorld().Buy(1, 0.33333334m).Buy(2, 0.33333333m).Sell(1, 0).Sell(1, 0);
        Assert.That((world.Position!.CostBasis, world.Position.RealizedPnl), Is.EqualTo((0.33333333m, -0.66666667m)));

        world.Sell(1, 0);
        Assert.That((world.Position.CostBasis, world.Position.RealizedPnl), Is.EqualTo((0m, -1m)));
    }

    [Test]
    public void A_position_goes_on_after_it_was_flat()
    {
        var world = new TradingWorld().Buy(1, 10).Sell(1, 15);
        var first = world.Position!;

        world.Sell(2, 20);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Position!.FirstEntryTime, Is.EqualTo(first.FirstEntryTime));
            Assert.That((world.Position.OpenedAt, world.Position.ClosedAt), Is.EqualTo(((DateTime?)Some.Day.AddSeconds(3), (DateTime?)null)));
            Assert.That((world.Position.RealizedPnl, world.Position.PeakPnl, world.Position.MaxDrawdown), Is.EqualTo((5m, 5m, 0m)));
            Assert.That(world.Position.OpenTradeId, Is.Not.Null.And.Not.EqualTo(first.OpenTradeId));
        }
    }

    [Test]
    public void A_price_below_zero_is_a_price()
    {
        // Oil in April 2020: bought at 10, sold at -37.63; then bought at -40 and sold at -30.
        var world = new TradingWorld().Buy(1, 10).Sell(1, -37.63m).Buy(2, -40).Sell(2, -30);

        Assert.That(world.Trades.Select(t => t.PnlUsd), Is.EqualTo(new decimal?[] { -47.63m, 20 }));
        Assert.That(world.Trades[1].PnlPct, Is.EqualTo(0.25), "of the size of what was put in");
    }

    [Test]
    public void A_profit_that_does_not_fit_its_column_is_refused_and_nothing_changes()
    {
        var world = new TradingWorld().Buy(9_000_000_000m, -9_000_000_000m);
        var before = world.Position;

        var error = Assert.Throws<InvalidRowException>(() => world.Sell(9_000_000_000m, 9_000_000_000m))!;

        Assert.That((error.Table, error.Column, error.Value), Is.EqualTo(("positions", "realized_pnl", (object)162_000_000_000_000_000_000m)));
        Assert.That(world.Position, Is.EqualTo(before));
    }

    [Test]
    public void A_round_trip_of_another_position_is_not_taken()
    {
        var world = new TradingWorld().Buy(1, 10);
        var other = new TradingWorld().Buy(1, 10);
        var fill = world.Fills[0];

        Assert.That(() => FillArithmetic.Apply(world.Position, other.Trades[0], fill, null, Guid.NewGuid(), Some.Day, Some.Numbers), Throws.ArgumentException);
        Assert.That(() => FillArithmetic.Apply(world.Position, null, fill, null, Guid.NewGuid(), Some.Day, Some.Numbers), Throws.ArgumentException);
        Assert.That(() => FillArithmetic.Apply(null, world.Trades[0], fill, null, Guid.NewGuid(), Some.Day, Some.Numbers), Throws.ArgumentException);
        Assert.That(() => FillArithmetic.Apply(null, null, fill with { Symbol = null }, null, Guid.NewGuid(), Some.Day, Some.Numbers), Throws.ArgumentException);
    }
}
