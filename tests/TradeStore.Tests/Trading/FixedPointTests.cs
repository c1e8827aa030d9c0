using FsCheck;
using FsCheck.Fluent;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

internal sealed class FixedPointTests
{
    private static readonly FixedPoint Numbers = FixedPoint.Of(NumberPrecision.Standard);

    // Every number that DECIMAL(18,8) holds, small and round ones more often than chance has it.
    private static Gen<decimal> Narrows =>
        from whole in Gen.OneOf(Gen.Constant(0), Gen.Choose(-100, 100), Gen.Choose(-999_999_999, 999_999_999))
        from tens in Gen.Elements(1, 1, 10)
        from fraction in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 99_999_999), Gen.Elements(1, 50_000_000, 99_999_999))
        select (whole * (decimal)tens) + (fraction / 100_000_000m);

    private static Gen<decimal> Wides => from high in Narrows from low in Narrows select (high * 999_999_999m) + low;

    private static Gen<decimal> Quantities => Narrows.Select(Math.Abs).Where(q => q > 0);

    [Test]
    public void A_notional_is_the_exact_product_rounded_once_half_to_even() => Printed.Check(
        Prop.ForAll(Arb.From(Quantities), Arb.From(Narrows), (quantity, price) =>
            Numbers.Notional(quantity, price, "executions", "price") == ((Rational)quantity * price).Rounded()),
        5000);

    [Test]
    public void A_share_is_the_exact_share_rounded_once_half_to_even() => Printed.Check(
        Prop.ForAll(Arb.From(Wides), Arb.From(Quantities), Arb.From(Quantities), (amount, one, other) =>
            Numbers.Share(amount, Math.Min(one, other), Math.Max(one, other))
                == ((Rational)amount * Math.Min(one, other) / Math.Max(one, other)).Rounded()),
        5000);

    [Test]
    public void An_average_is_the_exact_quotient_rounded_once_half_to_even_or_refused() => Printed.Check(
        Prop.ForAll(Arb.From(Wides), Arb.From(Quantities), (notional, quantity) =>
        {
            var exact = (Rational)notional / quantity;
            if (exact.Size() >= 100_000_000_000_000_000_000m)
            {
                return Assert.Throws<InvalidRowException>(() => Numbers.Average(notional, quantity, "orders", "average_fill_price"))!.Column
                    == "average_fill_price";
            }

            return exact.Size() >= 99_999_999_999_999_999_999.99999999m || Numbers.Average(notional, quantity, "orders", "average_fill_price") == exact.Rounded();
        }),
        5000);

    [TestCase("0.00000001", "0.5", "0.00000000")]
    [TestCase("0.00000003", "0.5", "0.00000002")]
    [TestCase("0.00000003", "-0.5", "-0.00000002")]
    [TestCase("0.00000001", "0.50000001", "0.00000001")]
    [TestCase("0.00000001", "-0.50000001", "-0.00000001")]
    [TestCase("9999999999.99999999", "9999999999.99999999", "99999999999999999800.00000000")]
    public void A_notional_between_two_takes_the_even_one(string quantity, string price, string expected) =>
        Assert.That(Numbers.Notional(decimal.Parse(quantity), decimal.Parse(price), "executions", "price"), Is.EqualTo(decimal.Parse(expected)));

    // 34 digits before rounding, a little above the middle: a decimal product keeps 29 of them, which are the middle, and would go down to the even one.
    [TestCase("794700370.69820353", "167055468.67080942", "132759042879854372.20524895")]
    [TestCase("531139196.48799482", "419978358.21285645", "223066967723523835.03639261")]
    public void A_notional_is_not_rounded_twice(string quantity, string price, string expected) =>
        Assert.That(Numbers.Notional(decimal.Parse(quantity), decimal.Parse(price), "executions", "price"), Is.EqualTo(decimal.Parse(expected)));

    [Test]
    public void What_does_not_fit_its_column_is_refused_by_name()
    {
        var tooLarge = Assert.Throws<InvalidRowException>(() => Numbers.Price(10_000_000_000m, "executions", "price"))!;
        var tooFine = Assert.Throws<InvalidRowException>(() => Numbers.Amount(0.000000001m, "positions", "cost_basis"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((tooLarge.Table, tooLarge.Column, tooLarge.Value), Is.EqualTo(("executions", "price", (object)10_000_000_000m)));
            Assert.That((tooFine.Table, tooFine.Column, tooFine.Value), Is.EqualTo(("positions", "cost_basis", (object)0.000000001m)));
            Assert.That(Numbers.Price(9_999_999_999.99999999m, "executions", "price"), Is.EqualTo(9_999_999_999.99999999m));
            Assert.That(Numbers.Amount(99_999_999_999_999_999_999.99999999m, "positions", "cost_basis"), Is.EqualTo(99_999_999_999_999_999_999.99999999m));
        }
    }
}
