using System.Numerics;

namespace TradeStore.Tests.Trading;

/// <summary>An exact fraction, slow and plain: what the arithmetic under test is held against.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator)
{
    private static readonly BigInteger HundredMillion = 100_000_000;

    public static Rational Zero => new(0, 1);

    public static implicit operator Rational(decimal value)
    {
        var bits = decimal.GetBits(value);
        var mantissa = unchecked(((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0]);
        return new(value < 0 ? -mantissa : mantissa, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Rational operator +(Rational left, Rational right) =>
        Reduced((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator -(Rational left, Rational right) => left + new Rational(-right.Numerator, right.Denominator);

    public static Rational operator *(Rational left, Rational right) => Reduced(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) => Reduced(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <=(Rational left, Rational right) => left.Numerator * right.Denominator <= right.Numerator * left.Denominator;

    public static bool operator >=(Rational left, Rational right) => right <= left;

    public Rational Size() => new(BigInteger.Abs(Numerator), Denominator);

    /// <summary>Rounds to 8 decimals: the neighbour that is nearer, of two equally near the even one.</summary>
    public decimal Rounded()
    {
        var scaled = Numerator * HundredMillion;
        var below = BigInteger.Divide(scaled - Modulo(scaled, Denominator), Denominator);
        var toBelow = scaled - (below * Denominator);
        var toAbove = ((below + 1) * Denominator) - scaled;
        var nearest = toBelow < toAbove || (toBelow == toAbove && below.IsEven) ? below : below + 1;
        return (decimal)nearest / 100_000_000m;
    }

    private static BigInteger Modulo(BigInteger value, BigInteger divisor) => ((value % divisor) + divisor) % divisor;

    private static Rational Reduced(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator < 0 ? -1 : 1);
        return new(numerator / common, denominator / common);
    }
}
