using FsCheck.Fluent;
using TradeStore.Statistics;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Statistics;

internal sealed class ProfitTests
{
    private const double Close = 1e-12;

    [Test]
    public void Each_fall_from_a_peak_until_it_is_reached_again_is_a_drawdown()
    {
        // 120 to 90: 30, a quarter. 130 to 117: 13, a tenth. 130 to 125: 5, under way. The mean is (30 + 13 + 5) / 3 = 16.
        Assert.That(
            Drawdown.Of([100, 120, 90, 110, 130, 117, 130, 125]),
            Is.EqualTo(new Drawdown { MaxAmount = 30, MaxFraction = 0.25, AverageAmount = 16 }));
    }

    [Test]
    public void The_largest_fall_in_money_may_be_another_one_than_that_by_its_peak()
    {
        // 10 to 5 is a half, 100 to 80 is 20. The mean is 12.5.
        Assert.That(Drawdown.Of([10, 5, 100, 80]), Is.EqualTo(new Drawdown { MaxAmount = 20, MaxFraction = 0.5, AverageAmount = 12.5m }));
    }

    [Test]
    public void A_drawdown_has_no_fraction_where_no_peak_is_above_zero()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Drawdown.Of([0, -5, -2]), Is.EqualTo(new Drawdown { MaxAmount = 5, MaxFraction = null, AverageAmount = 5 }));
            Assert.That(Drawdown.Of([1, 2, 2, 3]), Is.EqualTo(new Drawdown { MaxAmount = 0, MaxFraction = 0, AverageAmount = 0 }));
            Assert.That(Drawdown.Of([7]), Is.EqualTo(new Drawdown { MaxAmount = 0, MaxFraction = 0, AverageAmount = 0 }));
            Assert.That(Drawdown.Of([]), Is.Null);
        }
    }

    [Test]
    public void The_largest_fall_is_that_between_any_two_values_of_which_one_comes_later() => Printed.Check(
        Prop.ForAll(Arb.From(Gen.Choose(-1000, 1000).NonEmptyListOf()), numbers =>
        {
            var equity = numbers.Select(n => n / 8m).ToList();
            var falls = equity.SelectMany((early, i) => equity.Skip(i).Select(late => early - late));
            return Drawdown.Of(equity)!.MaxAmount == falls.Max();
        }),
        1000);

    [Test]
    public void The_win_rate_counts_what_broke_even_as_not_won()
    {
        Assert.That(WinRate.Of([10, -5, 0, 3, -2]), Is.EqualTo(0.4), "2 of 5");
        Assert.That(WinRate.Of([]), Is.Null);
    }

    [Test]
    public void The_profit_factor_is_what_was_gained_by_what_was_lost()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProfitFactor.Of([10, -5, 0, 3, -2]), Is.EqualTo(13.0 / 7).Within(Close), "10 + 3 by 5 + 2");
            Assert.That(ProfitFactor.Of([-5]), Is.EqualTo(0));
            Assert.That(ProfitFactor.Of([10, 0]), Is.Null);
            Assert.That(ProfitFactor.Of([]), Is.Null);
        }
    }

    [Test]
    public void Value_at_risk_is_the_loss_at_the_fifth_percentile_of_what_was()
    {
        // 21 days: h = 20 × 0.05 = 1, the second worst of them: 50.
        Assert.That(ValueAtRisk.Of([.. Enumerable.Range(1, 18).Select(n => (decimal)n), -50, -100, -40]), Is.EqualTo(50).Within(Close));

        // 5 days: h = 4 × 0.05 = 0.2, a fifth of the way from -10 to -4: 8.8. At 99 %: h = 0.04, 10 - 0.24 = 9.76.
        decimal[] days = [6, -4, 8, -10, 0];
        Assert.That(ValueAtRisk.Of(days), Is.EqualTo(8.8).Within(Close));
        Assert.That(ValueAtRisk.Of(days, confidence: 0.99), Is.EqualTo(9.76).Within(Close));
        Assert.That(days, Is.EqualTo(new[] { 6m, -4, 8, -10, 0 }), "the caller's series is as it was");
    }

    [Test]
    public void Value_at_risk_is_below_zero_where_the_worst_days_gained_and_null_without_days()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ValueAtRisk.Of([10, 20]), Is.EqualTo(-10.5).Within(Close), "h = 0.05: 10 + 0.5");
            Assert.That(ValueAtRisk.Of([-10]), Is.Null);
            Assert.That(ValueAtRisk.Of([]), Is.Null);
            Assert.That(() => ValueAtRisk.Of([1, 2], 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ValueAtRisk.Of([1, 2], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ValueAtRisk.Of([1, 2], double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void No_measure_of_any_series_is_NaN_or_infinite() => Printed.Check(
        Prop.ForAll(Arb.From(Gen.OneOf(Gen.Choose(-3, 3), Gen.Choose(int.MinValue, int.MaxValue)).ListOf()), numbers =>
        {
            var series = numbers.Select(n => n * 99.99999999m).ToList();
            var returns = Returns.OfEquity(series) ?? [];
            double?[] measures =
            [
                SharpeRatio.Of(returns), SortinoRatio.Of(returns), Drawdown.Of(series)?.MaxFraction, WinRate.Of(series), ProfitFactor.Of(series),
                ValueAtRisk.Of(series), .. returns,
            ];
            return measures.All(m => m is null || double.IsFinite(m.Value));
        }),
        2000);
}
