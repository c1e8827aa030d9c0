using System.Numerics;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Trading;

/// <summary>
/// Products and quotients of a store's numbers, exact but for one rounding, half to even, to the decimals that are stored. A result that needs more
/// than the digits of <see cref="decimal"/>, as <see cref="NumberPrecision.Token"/> may, is rounded once to those it has.
/// </summary>
/// <remarks>
/// <see cref="decimal"/> rounds a product of more than 28 digits by itself; rounding that again would round twice.
/// </remarks>
internal sealed class FixedPoint
{
    private const int FewestDecimals = 8;
    private static readonly UInt128 MostDigits = UInt128.One << 96;
    private static readonly ulong[] NarrowPowers = [.. Enumerable.Range(0, 19).Select(power => (ulong)BigInteger.Pow(10, power))];
    private static readonly FixedPoint[] All = [.. Enum.GetValues<NumberPrecision>().Select(p => new FixedPoint(p))];
    private readonly DecimalFormat _price;
    private readonly DecimalFormat _average;
    private readonly DecimalFormat _amount;

    private FixedPoint(NumberPrecision precision)
    {
        _price = NumberFormats.Of(precision, NumberRole.Price);
        _average = NumberFormats.Of(precision, NumberRole.AveragePrice);
        _amount = NumberFormats.Of(precision, NumberRole.Amount);
    }

    /// <summary>Gets the decimals of a price.</summary>
    public int PriceScale => _price.Scale;

    /// <summary>Returns the arithmetic of stores of a precision.</summary>
    public static FixedPoint Of(NumberPrecision precision) => All[(int)precision];

    /// <summary>Returns a price that fits its column exactly as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The value does not fit.</exception>
    public decimal Price(decimal value, string table, string column) => Fit(value, _price, table, column);

    /// <summary>Returns a price that was computed, and fits its column exactly as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The value does not fit.</exception>
    public decimal AveragePrice(decimal value, string table, string column) => Fit(value, _average, table, column);

    /// <summary>Returns a quantity or an amount of money that fits its column exactly as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The value does not fit.</exception>
    public decimal Amount(decimal value, string table, string column) => Fit(value, _amount, table, column);

    /// <summary>Returns quantity × price.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="price">The price.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The product has more digits than an amount.</exception>
    public decimal Notional(decimal quantity, decimal price, string table, string column)
    {
        var (q, p) = (Parts(quantity), Parts(price));
        return Round(q.Magnitude, p.Magnitude, 1, q.Scale + p.Scale, q.IsNegative != p.IsNegative, _amount) ?? throw Unfit($"{quantity} × {price}", _amount, table, column);
    }

    /// <summary>Returns amount × part / whole.</summary>
    /// <param name="amount">The amount to share.</param>
    /// <param name="part">The part, zero to the whole.</param>
    /// <param name="whole">The whole, above zero.</param>
    public decimal Share(decimal amount, decimal part, decimal whole)
    {
        var (a, p, w) = (Parts(amount), Parts(part), Parts(whole));
        return Round(a.Magnitude, p.Magnitude, w.Magnitude, a.Scale + p.Scale - w.Scale, a.IsNegative, _amount)
            ?? throw new OverflowException($"{amount} × {part} / {whole} does not fit {_amount}.");
    }

    /// <summary>Returns notional / quantity: an average price.</summary>
    /// <param name="notional">The notional.</param>
    /// <param name="quantity">The quantity, above zero.</param>
    /// <param name="table">The table an error names.</param>
    /// <param name="column">The column an error names.</param>
    /// <exception cref="InvalidRowException">The average has more digits than are stored.</exception>
    public decimal Average(decimal notional, decimal quantity, string table, string column)
    {
        var (n, q) = (Parts(notional), Parts(quantity));
        return Round(n.Magnitude, 1, q.Magnitude, n.Scale - q.Scale, n.IsNegative, _average) ?? throw Unfit($"{notional} / {quantity}", _average, table, column);
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

    // first × second / divisor, of 'scale' decimals; null when it has more digits than the format.
    private static decimal? Round(UInt128 first, UInt128 second, UInt128 divisor, int scale, bool isNegative, DecimalFormat format)
    {
        // No more decimals than are stored, and no fewer than most numbers have anyway.
        for (var decimals = Math.Min((int)format.Scale, divisor == 1 ? Math.Max(scale, FewestDecimals) : format.Scale); decimals >= 0; decimals--)
        {
            if (Quotient(first, second, divisor, decimals - scale) is { } magnitude && magnitude < MostDigits)
            {
                var isHeld = magnitude < (UInt128)BigInteger.Pow(10, format.Precision - format.Scale + decimals);
                return isHeld ? unchecked(new decimal((int)magnitude, (int)(magnitude >> 32), (int)(magnitude >> 64), isNegative, (byte)decimals)) : null;
            }
        }

        return null;
    }

    // 64-bit factors are what nearly all prices and quantities are, and need no memory.
    private static UInt128? Quotient(UInt128 first, UInt128 second, UInt128 divisor, int shift)
    {
        if (first <= ulong.MaxValue && second <= ulong.MaxValue && Math.Abs(shift) < NarrowPowers.Length && divisor <= ulong.MaxValue)
        {
            var product = first * second;
            UInt128 power = NarrowPowers[Math.Abs(shift)];
            if (shift <= 0)
            {
                return DivideHalfToEven(product, divisor * power);
            }

            if (product <= UInt128.MaxValue / power)
            {
                return DivideHalfToEven(product * power, divisor);
            }
        }

        var dividend = (BigInteger)first * second * BigInteger.Pow(10, Math.Max(0, shift));
        var quotient = DivideHalfToEven(dividend, divisor * BigInteger.Pow(10, Math.Max(0, -shift)));
        return quotient <= UInt128.MaxValue ? (UInt128)quotient : null;
    }

    private static (UInt128 Magnitude, int Scale, bool IsNegative) Parts(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return unchecked((new UInt128((uint)bits[2], (uint)bits[0] | ((ulong)(uint)bits[1] << 32)), value.Scale, bits[3] < 0));
    }

    private static decimal Fit(decimal value, DecimalFormat format, string table, string column) =>
        DecimalConversion.TryToScaled128(value, format.Precision, format.Scale, out _) ? value : throw Unfit(value, format, table, column);

    private static InvalidRowException Unfit(object value, DecimalFormat format, string table, string column) =>
        new(table, 0, column, value, format.Refusal);
}
