using TradeStore.Statistics;

namespace TradeStore.Tests.Statistics;

internal sealed class RatioTests
{
    private const double Close = 1e-12;

    private static IEnumerable<Func<IReadOnlyList<double>, double, double, double?>> Ratios => [SharpeRatio.Of, SortinoRatio.Of];

    [Test]
    public void Returns_are_gains_by_the_equity_before()
    {
        // 10 / 100, -11 / 110, 19.8 / 99; and as P&L 10 / 100, -11 / 110, 22 / 99.
        Assert.That(Returns.OfEquity([100, 110, 99, 118.8m]), Is.EqualTo(new[] { 0.1, -0.1, 0.2 }).Within(Close));
        Assert.That(Returns.OfPnl([10, -11, 22], 100), Is.EqualTo(new[] { 0.1, -0.1, 22.0 / 99 }).Within(Close));
    }

    [Test]
    public void Without_equity_there_is_no_return()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Returns.OfEquity([]), Is.Null);
            Assert.That(Returns.OfEquity([100]), Is.Null);
            Assert.That(Returns.OfEquity([100, 0, 10]), Is.Null);
            Assert.That(Returns.OfEquity([-1, 10]), Is.Null);
            Assert.That(Returns.OfEquity([100, 0]), Is.EqualTo(new[] { -1.0 }), "the last one is not divided by");
            Assert.That(Returns.OfPnl([], 100), Is.Null);
            Assert.That(Returns.OfPnl([-100, 1], 100), Is.Null);
        }
    }

    [Test]
    public void The_Sharpe_ratio_is_the_mean_by_the_sample_deviation_times_the_root_of_the_year()
    {
        // Mean 0.02; deviations -0.01, 0.01, -0.03, 0.03, squares 0.002 in all, by 3: s = √(0.002 / 3).
        // 0.02 / s = √(0.0004 × 1500) = √0.6; × √252 = √151.2 = 12.296340919.
        double[] returns = [0.01, 0.03, -0.01, 0.05];

        Assert.That(SharpeRatio.Of(returns), Is.EqualTo(12.296340919151518).Within(Close));
        Assert.That(SharpeRatio.Of(returns, riskFreeReturn: 0.01, periodsPerYear: 1), Is.EqualTo(Math.Sqrt(0.15)).Within(Close), "0.01 / s = √(0.0001 × 1500)");
    }

    [Test]
    public void The_Sortino_ratio_is_the_mean_by_the_shortfall_over_all_periods()
    {
        // Mean 0.01; shortfalls 0.01 and 0.02, squares 0.0005 in all, by all 5: d = √0.0001 = 0.01. 0.01 / 0.01 × √252.
        double[] returns = [0.02, -0.01, 0.03, -0.02, 0.03];
        Assert.That(SortinoRatio.Of(returns), Is.EqualTo(Math.Sqrt(252)).Within(Close));

        // Against 0.02: mean -0.01; shortfalls 0.03 and 0.04, squares 0.0025 by 5: d = √0.0005. -0.01 / d = -√0.2.
        Assert.That(SortinoRatio.Of(returns, targetReturn: 0.02, periodsPerYear: 1), Is.EqualTo(-Math.Sqrt(0.2)).Within(Close));
    }

    [TestCaseSource(nameof(Ratios))]
    public void What_is_undefined_is_null(Func<IReadOnlyList<double>, double, double, double?> ratio)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ratio([], 0, 252), Is.Null);
            Assert.That(ratio([0.01], 0, 252), Is.Null);
            Assert.That(ratio([-0.01], 0, 252), Is.Null);
            Assert.That(ratio([0.01, 0.01, 0.01], 0, 252), Is.Null);
            Assert.That(ratio([0, 0], 0, 252), Is.Null);
            Assert.That(ratio([1e300, -1e300], 0, 252), Is.Null, "squares beyond a double");
        }
    }

    [TestCaseSource(nameof(Ratios))]
    public void Noise_of_rounding_is_no_deviation(Func<IReadOnlyList<double>, double, double, double?> ratio)
    {
        var growth = Returns.OfEquity([100, 101, 102.01m, 103.0301m, 104.060401m])!;

        Assert.That(growth.Distinct().Count(), Is.GreaterThan(1), "1 % a day, divided out, is not the same number each day");
        Assert.That(ratio(growth, 0.01, 252), Is.Null);
        Assert.That(SharpeRatio.Of(growth), Is.Null);
    }

    [TestCaseSource(nameof(Ratios))]
    public void What_is_no_number_is_refused(Func<IReadOnlyList<double>, double, double, double?> ratio)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ratio([0.01, double.NaN], 0, 252), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ratio([double.PositiveInfinity, 0.01], 0, 252), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ratio([0.01, 0.02], double.NaN, 252), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ratio([0.01, 0.02], 0, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ratio([0.01, 0.02], 0, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ratio(null!, 0, 252), Throws.ArgumentNullException);
        }
    }
}
