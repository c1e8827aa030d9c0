using FsCheck;
using FsCheck.Fluent;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

/// <summary>Random sequences of fills and prices against average cost in exact fractions.</summary>
internal sealed class FillProperties
{
    private const decimal Unit = 0.00000001m;
    private const int Count = 2000;

    private static Arbitrary<FillStep[]> Sequences =>
        Arb.From(from length in Gen.Choose(1, 40) from steps in FillStep.Steps.ArrayOf(length) select steps);

    [Test]
    public void A_position_holds_what_the_reference_holds() => Always((world, reference) =>
    {
        var position = world.Position!;
        Assert.That(world.Net, Is.EqualTo(reference.Net), "quantity");
        Assert.That(position.Side, Is.EqualTo(reference.Net == 0 ? PositionSide.Flat : reference.Net > 0 ? PositionSide.Long : PositionSide.Short));
        Assert.That(position.Commission, Is.EqualTo(reference.Charges), "charges");
    });

    // Each fill since the position was flat rounds once: a notional by half a unit (by a whole one where the fill is split), a cost taken by half a unit.
    [Test]
    public void Cost_and_average_are_the_exact_ones_within_a_unit_for_each_fill() => Always((world, reference) =>
    {
        var position = world.Position!;
        var bound = reference.FillsSinceFlat * Unit;
        Assert.That(Near(position.CostBasis, Signed(reference.Cost, reference.Net), bound), $"cost {position.CostBasis}");
        Assert.That(position.Quantity != 0 || (position.CostBasis == 0 && position.AverageEntryPrice == 0), "flat is flat");
        if (reference.Net != 0)
        {
            var exact = reference.Cost / reference.Net;
            var room = ((Rational)bound / position.Quantity) + (Unit / 2);
            Assert.That((exact - position.AverageEntryPrice).Size() <= room, $"average {position.AverageEntryPrice}");
        }
    });

    [Test]
    public void Realised_profit_is_the_exact_one_within_two_units_for_each_fill() => Always((world, reference) =>
        Assert.That(Near(world.Position!.RealizedPnl, reference.Realized, 2 * Unit * reference.Fills), $"realised {world.Position!.RealizedPnl}"));

    // Cash is the sum of rounded notionals alone: whatever was rounded in between, what came in and went out is what is realised or still held.
    [Test]
    public void Realised_profit_is_to_the_last_unit_what_was_sold_for_less_what_was_bought_for() => Always((world, reference) =>
    {
        var position = world.Position!;
        var held = position.Side == PositionSide.Short ? -position.CostBasis : position.CostBasis;
        Assert.That(position.RealizedPnl, Is.EqualTo(reference.Cash + held));
        Assert.That(world.Results.Sum(r => r.Execution.RealizedPnl), Is.EqualTo(position.RealizedPnl));
    });

    [Test]
    public void Round_trips_are_the_lists_of_their_entries_and_exits() => Always((world, reference) =>
    {
        Assert.That(world.Trades, Has.Count.EqualTo(reference.Trades.Count));
        foreach (var (trade, expected) in world.Trades.Zip(reference.Trades))
        {
            Assert.That(trade.Side, Is.EqualTo(expected.Direction > 0 ? PositionSide.Long : PositionSide.Short));
            Assert.That(trade.Action, Is.EqualTo(expected.Direction > 0 ? TradeAction.Buy : TradeAction.Sell));
            Assert.That((trade.Quantity, trade.Amount), Is.EqualTo((expected.Entries.Sum(l => l.Quantity), expected.Entries.Sum(l => l.Notional))));
            Assert.That((trade.ExitQuantity, trade.ExitAmount), Is.EqualTo((expected.Exits.Sum(l => l.Quantity), expected.Exits.Sum(l => l.Notional))));
            Assert.That(trade.EntryPrice, Is.EqualTo(((Rational)trade.Amount / trade.Quantity).Rounded()));
            Assert.That(trade.ExitPrice, Is.EqualTo(trade.ExitQuantity == 0 ? null : ((Rational)trade.ExitAmount / trade.ExitQuantity).Rounded()));
            Assert.That(trade.Commission, Is.EqualTo(expected.Charges));
            Assert.That(trade.Status, Is.EqualTo(expected.IsClosed ? TradeStatus.Closed : TradeStatus.Open));
            Assert.That(trade.PnlUsd, Is.EqualTo(expected.IsClosed ? expected.Net : null));
        }
    });

    [Test]
    public void A_flat_position_has_realised_what_its_round_trips_made_and_paid() => Always((world, _) =>
    {
        var position = world.Position!;
        if (position.Side == PositionSide.Flat)
        {
            Assert.That(world.Trades.Sum(t => t.PnlUsd), Is.EqualTo(position.RealizedPnl - position.Commission));
        }

        Assert.That(position.OpenTradeId, Is.EqualTo(world.Trades.SingleOrDefault(t => t.Status == TradeStatus.Open)?.TradeId));
    });

    [Test]
    public void The_drawdown_is_the_largest_fall_between_any_two_prices_since_the_opening() => Always((world, _) =>
    {
        var totals = world.Totals;
        var falls = totals.SelectMany((early, i) => totals.Skip(i).Select(late => early - late));
        Assert.That(world.Position!.MaxDrawdown, Is.EqualTo(falls.Max()));
        Assert.That(world.Position.PeakPnl, Is.EqualTo(totals.Max()));
    });

    private static void Always(Action<TradingWorld, FillReference> check) => Printed.Check(
        Prop.ForAll(Sequences, steps =>
        {
            var world = new TradingWorld();
            var reference = new FillReference();
            foreach (var step in steps)
            {
                world.Do(step);
                world.Fills.Skip(reference.Fills).ToList().ForEach(reference.Add);
                check(world, reference);
            }
        }),
        Count);

    private static Rational Signed(Rational cost, decimal net) => net < 0 ? Rational.Zero - cost : cost;

    private static bool Near(decimal value, Rational exact, decimal bound) => (exact - value).Size() <= bound;
}
