using System.Globalization;
using System.Text;
using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Tests.Lean;

internal sealed class FixedNumberTests
{
    [TestCase("1815200", 4, "181.52")]
    [TestCase("-1.5", 0, "-1.5")]
    [TestCase("+1.5", 0, "1.5")]
    [TestCase("0", 4, "0")]
    [TestCase("-0", 0, "0")]
    [TestCase(".5", 0, "0.5")]
    [TestCase("5.", 0, "5")]
    [TestCase("1E-08", 0, "0.00000001")]
    [TestCase("1.5e3", 0, "1500")]
    [TestCase("12E+2", 4, "0.12")]
    [TestCase("0.12345678", 0, "0.12345678")]
    [TestCase("0.123456780000", 0, "0.12345678")]
    [TestCase("9999999999.99999999", 0, "9999999999.99999999")]
    [TestCase("00000000000000000000000000001", 0, "1")]
    [TestCase("0E99", 0, "0")]
    public void Numbers_are_read_exactly(string text, int scale, string expected)
    {
        Assert.That(Read(text, scale, round: false), Is.EqualTo((NumberStatus.Ok, decimal.Parse(expected, CultureInfo.InvariantCulture))));
    }

    [TestCase("0.123456785", NumberStatus.TooManyDecimals)]
    [TestCase("11.649296019999998", NumberStatus.TooManyDecimals)]
    [TestCase("1E-09", NumberStatus.TooManyDecimals)]
    [TestCase("10000000000", NumberStatus.TooLarge)]
    [TestCase("1E10", NumberStatus.TooLarge)]
    [TestCase("1E999", NumberStatus.TooLarge)]
    [TestCase("123456789012345678901234567890", NumberStatus.TooLarge)]
    [TestCase("", NumberStatus.NotANumber)]
    [TestCase(".", NumberStatus.NotANumber)]
    [TestCase("-", NumberStatus.NotANumber)]
    [TestCase("--1", NumberStatus.NotANumber)]
    [TestCase("-+1", NumberStatus.NotANumber)]
    [TestCase("1.2.3", NumberStatus.NotANumber)]
    [TestCase("1E", NumberStatus.NotANumber)]
    [TestCase("1E-", NumberStatus.NotANumber)]
    [TestCase("1E5x", NumberStatus.NotANumber)]
    [TestCase("E5", NumberStatus.NotANumber)]
    [TestCase(" 1", NumberStatus.NotANumber)]
    [TestCase("1 ", NumberStatus.NotANumber)]
    [TestCase("NaN", NumberStatus.NotANumber)]
    public void What_is_no_number_or_does_not_fit_is_told_apart(string text, NumberStatus expected)
    {
        Assert.That(Read(text, 0, round: false).Status, Is.EqualTo(expected));
    }

    [TestCase("0.123456785", "0.12345678")]
    [TestCase("0.123456775", "0.12345678")]
    [TestCase("0.1234567750001", "0.12345678")]
    [TestCase("-11.649296019999998", "-11.64929602")]
    [TestCase("1E-60", "0")]
    public void Excess_decimals_round_half_to_even_when_asked(string text, string expected)
    {
        Assert.That(Read(text, 0, round: true), Is.EqualTo((NumberStatus.Rounded, decimal.Parse(expected, CultureInfo.InvariantCulture))));
    }

    [Test]
    public void Random_numbers_equal_what_decimal_reads()
    {
        var seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(1 << 27), 0, random.Next(2) == 0, (byte)random.Next(9));
            if (Math.Abs(value) < 10_000_000_000m)
            {
                var text = value.ToString(CultureInfo.InvariantCulture);
                Assert.That(Read(text, 0, round: false), Is.EqualTo((NumberStatus.Ok, value)), text);
            }
        }
    }

    private static (NumberStatus Status, decimal Value) Read(string text, int scale, bool round)
    {
        var status = FixedNumber.Read(Encoding.UTF8.GetBytes(text), scale, integerDigits: 10, round, out var value);
        return (status, value);
    }
}
