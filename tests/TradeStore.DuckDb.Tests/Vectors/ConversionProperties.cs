using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Vectors;

public sealed class ConversionProperties
{
    private static readonly Config Printed = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static Gen<decimal> Decimals =>
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from middle in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
        from high in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(int.MinValue, int.MaxValue)))
        from negative in Gen.Elements(true, false)
        from scale in Gen.Choose(0, 28)
        select new decimal(low, middle, high, negative, (byte)scale);

    [Test]
    public void A_decimal_is_scaled_exactly_or_refused() => Prop.ForAll(Arb.From(Decimals), Arb.From(Gen.Choose(0, 18)), (value, scale) =>
    {
        var exact = Exact(value, scale);
        var fits = exact is { } number && BigInteger.Abs(number) < BigInteger.Pow(10, 18);
        return DecimalConversion.TryToScaled(value, 18, scale, out var scaled) == fits
            && (!fits || (scaled == exact && DecimalConversion.FromScaled(scaled, scale) == value));
    }).Check(Printed);

    [Test]
    public void A_decimal_is_scaled_exactly_to_28_digits_or_refused() =>
        Prop.ForAll(Arb.From(Decimals), Arb.From(Gen.Choose(0, 28)), (value, scale) =>
        {
            var exact = Exact(value, scale);
            var fits = exact is { } number && BigInteger.Abs(number) < BigInteger.Pow(10, 28);
            return DecimalConversion.TryToScaled128(value, 28, scale, out var scaled) == fits
                && (!fits || ((BigInteger)scaled == exact && DecimalConversion.FromScaled(scaled, scale) == value));
        }).Check(Printed);

    [Test]
    public void A_price_with_trailing_zeros_fits_where_its_value_fits()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DecimalConversion.TryToScaled(1.50000000000000000000m, 18, 8, out var scaled), Is.True);
            Assert.That(scaled, Is.EqualTo(150_000_000));
            Assert.That(DecimalConversion.TryToScaled(0.000000001m, 18, 8, out _), Is.False);
            Assert.That(DecimalConversion.TryToScaled(9_999_999_999.99999999m, 18, 8, out _), Is.True);
            Assert.That(DecimalConversion.TryToScaled(-10_000_000_000m, 18, 8, out _), Is.False);
            Assert.That(DecimalConversion.TryToScaled(decimal.MaxValue, 18, 0, out _), Is.False);
            Assert.That(() => DecimalConversion.FromScaled(Int128.MaxValue, 0), Throws.InstanceOf<OverflowException>());
        }
    }

    [Test]
    public void A_uuid_comes_back_and_sorts_as_its_text() =>
        Prop.ForAll(Arb.From(ArbMap.Default.GeneratorFor<Guid>()), Arb.From(ArbMap.Default.GeneratorFor<Guid>()), (left, right) =>
            UuidConversion.FromStored(UuidConversion.ToStored(left)) == left
            && Math.Sign(UuidConversion.ToStored(left).CompareTo(UuidConversion.ToStored(right)))
                == Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()))).Check(Printed);

    [Test]
    public void A_time_comes_back_or_is_refused() => Prop.ForAll(
        Arb.From(ArbMap.Default.GeneratorFor<DateTime>()), Arb.From(Gen.Elements(DateTimeKind.Utc, DateTimeKind.Local, DateTimeKind.Unspecified)), (time, kind) =>
        {
            var value = DateTime.SpecifyKind(time, kind);
            var fits = kind == DateTimeKind.Utc && value.Ticks % TimeSpan.TicksPerMicrosecond == 0;
            try
            {
                return TimestampConversion.FromMicroseconds(TimestampConversion.ToMicroseconds(value)) == value && fits;
            }
            catch (ArgumentException)
            {
                return !fits;
            }
        }).Check(Printed);

    [Test]
    public void The_ends_of_time_are_exact()
    {
        var last = new DateTime(DateTime.MaxValue.Ticks / 10 * 10, DateTimeKind.Utc);
        var first = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TimestampConversion.FromMicroseconds(TimestampConversion.ToMicroseconds(last)), Is.EqualTo(last));
            Assert.That(TimestampConversion.FromMicroseconds(TimestampConversion.ToMicroseconds(first)), Is.EqualTo(first));
            Assert.That(() => TimestampConversion.FromMicroseconds(long.MaxValue), Throws.InstanceOf<OverflowException>());
            Assert.That(() => TimestampConversion.ToMicroseconds(last.AddTicks(1)), Throws.ArgumentException);
            Assert.That(() => TimestampConversion.FromDays(int.MaxValue), Throws.InstanceOf<OverflowException>());
        }
    }

    [Test]
    public void What_DuckDB_gives_back_is_what_was_bound()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        using var statement = session.Prepare("SELECT $1, $2::VARCHAR, $3::VARCHAR, $4::VARCHAR");
        var texts = from text in ArbMap.Default.GeneratorFor<NonNull<string>>() select text.Get;
        var rows = from value in Decimals from id in ArbMap.Default.GeneratorFor<Guid>() from text in texts select (value, id, text);
        Prop.ForAll(Arb.From(rows), row =>
        {
            if (HasLoneSurrogate(row.text))
            {
                return true;
            }

            statement.Bind(1, row.value);
            statement.Bind(2, row.id);
            statement.Bind(3, row.text);
            statement.Bind(4, (string?)null);
            using var result = statement.Execute();
            using var chunk = result.FetchChunk()!;
            return row.value.Equals(BoxedValue.Read(chunk.GetVector(0), 0))
                && Text(chunk, 1) == row.id.ToString()
                && Text(chunk, 2) == row.text
                && chunk.GetVector(3).IsNull(0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static string Text(DataChunk chunk, int column) => chunk.GetVector(column).GetString(0);

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(static rune => rune == System.Text.Rune.ReplacementChar);

    private static BigInteger? Exact(decimal value, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = unchecked((new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0]);
        var shifted = mantissa * BigInteger.Pow(10, scale);
        var (quotient, rest) = BigInteger.DivRem(shifted, BigInteger.Pow(10, value.Scale));
        return rest.IsZero ? (decimal.IsNegative(value) ? -quotient : quotient) : null;
    }
}
