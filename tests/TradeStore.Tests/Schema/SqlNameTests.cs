using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema;

internal sealed class SqlNameTests
{
    private enum Ordinary
    {
        First = 0,
        SecondOne = 1,
        AlsoFirst = First,
    }

    private enum Tiny : byte
    {
        None = 0,
        Low = 1,
        High = byte.MaxValue,
        AlsoHigh = High,
    }

    private enum Signed : sbyte
    {
        Least = sbyte.MinValue,
        Minus = -1,
        None = 0,
        Most = sbyte.MaxValue,
    }

    private enum Short : short
    {
        Least = short.MinValue,
        Minus = -1,
        Zero = 0,
        Most = short.MaxValue,
    }

    private enum Unsigned : ushort
    {
        None = 0,
        Most = ushort.MaxValue,
    }

    private enum Negative
    {
        Least = int.MinValue,
        Minus = -1,
        None = 0,
        Plus = 1,
        AlsoMinus = Minus,
    }

    private enum Long : long
    {
        Least = long.MinValue,
        LowWord = uint.MaxValue,
        Minus = -1,
        None = 0,
        Most = long.MaxValue,
        AlsoMost = Most,
    }

    private enum Widest : ulong
    {
        Zero = 0,
        Most = ulong.MaxValue,
    }

    [TestCase(OrderType.Market, "market")]
    [TestCase(OrderType.StopLimit, "stop_limit")]
    public void A_name_is_the_member_in_lower_case_with_its_words_joined(OrderType value, string name)
    {
        Assert.That(SqlName.Of(value), Is.EqualTo(name));
        Assert.That(SqlName.TryParse<OrderType>(name, out var parsed), Is.True);
        Assert.That(parsed, Is.EqualTo(value));
    }

    [Test]
    public void Names_come_in_the_order_of_their_numbers_and_None_is_not_among_them() =>
        Assert.That(SqlName.All<TradeAction>(), Is.EqualTo(new[] { "buy", "sell", "buy_yes", "buy_no", "sell_yes", "sell_no" }));

    [TestCase(OrderType.None)]
    [TestCase((OrderType)99)]
    public void A_value_without_a_name_is_refused_with_the_names_there_are(OrderType value) =>
        Assert.That(() => SqlName.Of(value), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("market, limit, stop, stop_limit"));

    [TestCase("none")]
    [TestCase("None")]
    [TestCase("Market")]
    [TestCase("STOP_LIMIT")]
    [TestCase("1")]
    [TestCase("")]
    [TestCase(null)]
    public void What_is_not_a_name_is_not_found(string? name)
    {
        Assert.That(SqlName.TryParse<OrderType>(name, out var value), Is.False);
        Assert.That(value, Is.EqualTo(OrderType.None));
    }

    [Test]
    public void A_zero_that_is_not_None_has_a_name_and_two_names_of_a_number_are_one() =>
        Assert.That(SqlName.All<Ordinary>(), Has.Count.EqualTo(2).And.Member("second_one"));

    [Test]
    public void Enums_of_any_underlying_type_are_named_in_the_order_of_their_numbers_and_found_again()
    {
        Check(Tiny.None, "low", "high");
        Check(Signed.None, "least", "minus", "most");
        Check((Short)1, "least", "minus", "zero", "most");
        Check(Unsigned.None, "most");
        Check(Negative.None, "least", "minus", "plus");
        Check(Long.None, "least", "minus", "low_word", "most");
        Check((Widest)1, "zero", "most");
        Assert.That((SqlName.Of(Long.Minus), SqlName.Of(Long.LowWord), SqlName.Of(Negative.AlsoMinus)), Is.EqualTo(("minus", "low_word", "minus")));
    }

    private static void Check<TEnum>(TEnum unnamed, params string[] names)
        where TEnum : struct, Enum
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SqlName.All<TEnum>(), Is.EqualTo(names));
            Assert.That(() => SqlName.Of(unnamed), Throws.TypeOf<ArgumentOutOfRangeException>());
            foreach (var name in names)
            {
                Assert.That(SqlName.TryParse<TEnum>(name, out var value), Is.True, name);
                Assert.That(value, Is.EqualTo(Enum.Parse<TEnum>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
                Assert.That(SqlName.Of(value), Is.EqualTo(name));
            }
        }
    }
}
