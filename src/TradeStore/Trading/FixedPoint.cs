using System.Numerics;
using TradeStore.DuckDb.Vectors;
using TradeStore.Errors;

namespace TradeStore.Trading;

/// <summary>
/// Products and quotients of stored numbers, exact but for one rounding, half to even, to the 8 decimals that are stored.
/// </summary>
/// <remarks>
/// <see cref="decimal"/> rounds a product of more than 28 digits by itself; rounding that again to 8 decimals would round twice.
/// </remarks>
internal static class FixedPoint
{
    private const int Scale = 8;
    private const long One = 100_000_000;

    /// <summary>Returns a value that fits DECIMAL(18,8) exactly as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The value does not fit.</exception>
    public static decimal Narrow(decimal value, string table, string column) => DecimalConversion.TryToScaled(value, Scale, out _)
        ? value
        : throw Unfit(value, table, column, digits: 18);

    /// <summary>Returns a value that fits DECIMAL(28,8) exactly as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The value does not fit.</exception>
    public static decimal Wide(decimal value, string table, string column) => DecimalConversion.TryToScaled128(value, Scale, out _)
        ? value
        : throw Unfit(value, table, column, digits: 28);

    /// <summary>Returns quantity × price. It fits DECIMAL(28,8) whenever both fit DECIMAL(18,8).</summary>
    /// <param name="quantity">The quantity; it fits DECIMAL(18,8).</param>
    /// <param name="price">The price; it fits DECIMAL(18,8).</param>
    public static decimal Notional(decimal quantity, decimal price) =>
        DecimalConversion.FromScaled(DivideHalfToEven((Int128)Narrow(quantity) * Narrow(price), One), Scale);

    /// <summary>Returns amount × part / whole.</summary>
    /// <param name="amount">The amount to share; it fits DECIMAL(28,8).</param>
    /// <param name="part">The part, zero to the whole; it fits DECIMAL(18,8).</param>
    /// <param name="whole">The whole, above zero; it fits DECIMAL(18,8).</param>
    public static decimal Share(decimal amount, decimal part, decimal whole)
    {
        BigInteger product = (BigInteger)Wide(amount) * Narrow(part);
        return DecimalConversion.FromScaled((Int128)DivideHalfToEven(product, Narrow(whole)), Scale);
    }

    /// <summary>Returns notional / quantity: an average price, for a column of DECIMAL(18,8).</summary>
    /// <param name="notional">The notional; it fits DECIMAL(28,8).</param>
    /// <param name="quantity">The quantity, above zero; it fits DECIMAL(28,8).</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The average does not fit.</exception>
    public static decimal Average(decimal notional, decimal quantity, string table, string column)
    {
        var average = DivideHalfToEven(Wide(notional) * One, Wide(quantity));
        return Int128.Abs(average) < (Int128)One * 10_000_000_000
            ? DecimalConversion.FromScaled(average, Scale)
            : throw Unfit($"{notional} / {quantity}", table, column, digits: 18);
    }

    /// <summary>Returns the quotient, rounded half to even.</summary>
    /// <typeparam name="T">An integer that holds twice the divisor.</typeparam>
    /// <param name="dividend">What is divided.</param>
    /// <param name="divisor">By what; above zero.</param>
    internal static T DivideHalfToEven<T>(T dividend, T divisor)
        where T : IBinaryInteger<T>
    {
        var (quotient, rest) = T.DivRem(dividend, divisor);
        var twice = T.Abs(rest) + T.Abs(rest);
        return twice > divisor || (twice == divisor && T.IsOddInteger(quotient))
            ? quotient + (T.IsNegative(dividend) ? -T.One : T.One)
            : quotient;
    }

    private static long Narrow(decimal value) => DecimalConversion.TryToScaled(value, Scale, out var scaled)
        ? scaled
        : throw new OverflowException($"{value} does not fit DECIMAL(18,{Scale}).");

    private static Int128 Wide(decimal value) => DecimalConversion.TryToScaled128(value, Scale, out var scaled)
        ? scaled
        : throw new OverflowException($"{value} does not fit DECIMAL(28,{Scale}).");

    private static InvalidRowException Unfit(object value, string table, string column, int digits) =>
        new(table, 0, column, value, $"it does not fit DECIMAL({digits},{Scale}) exactly, and is never rounded in silence.");
}
