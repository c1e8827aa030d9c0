using System.Linq.Expressions;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <content>Columns of numbers.</content>
public sealed partial class TableBuilder<TRow>
{
    /// <summary>DECIMAL(18,8): a price, a size, an amount; nullable when the member is. What does not fit exactly is refused, never rounded.</summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    /// <param name="isPositive">Whether zero and negative numbers are refused.</param>
    public TableBuilder<TRow> Decimal<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false, bool isPositive = false) =>
        Decimal(id, name, member, 18, 8, isNotNegative, isPositive);

    /// <summary>DECIMAL(28,8): a cumulated volume, a notional; nullable when the member is. What does not fit exactly is refused, never rounded.</summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    /// <param name="isPositive">Whether zero and negative numbers are refused.</param>
    public TableBuilder<TRow> WideDecimal<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false, bool isPositive = false) =>
        Decimal(id, name, member, 28, 8, isNotNegative, isPositive);

    /// <summary>
    /// DECIMAL of a number of digits; nullable when the member is. What does not fit exactly is refused, never rounded. Up to 18 digits take 8 bytes and
    /// are added up fast, more take 16. A <see cref="decimal"/> itself holds 28 digits.
    /// </summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">How many of them are decimals, 0 to <paramref name="precision"/>.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    /// <param name="isPositive">Whether zero and negative numbers are refused.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no DECIMAL of such digits.</exception>
    public TableBuilder<TRow> Decimal<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, int precision, int scale, bool isNotNegative = false, bool isPositive = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, DecimalFormat.LongestPrecision);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return Add(DecimalColumn(id, name, member, new DecimalFormat((byte)precision, (byte)scale), SignRule.From(isNotNegative, isPositive)));
    }

    /// <summary>BIGINT of a <see cref="long"/>, INTEGER of an <see cref="int"/>; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="long"/>, <see cref="int"/> or their nullables.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    /// <param name="isPositive">Whether zero and negative numbers are refused.</param>
    public TableBuilder<TRow> Integer<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false, bool isPositive = false)
    {
        var sign = SignRule.From(isNotNegative, isPositive);
        return Bare<TValue>() == typeof(int)
            ? Fixed<int, int, IntegerConverter<int>>(Definition(id, name, ColumnType.Integer) with { IsNullable = IsNullable<TValue>() }, member, new(sign))
            : Fixed<long, long, IntegerConverter<long>>(Definition(id, name, ColumnType.BigInt) with { IsNullable = IsNullable<TValue>() }, member, new(sign));
    }

    /// <summary>DOUBLE: a ratio, a statistic; nullable when the member is. NaN and infinities are refused.</summary>
    /// <typeparam name="TValue"><see cref="double"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="lowest">The lowest value allowed; none when left out.</param>
    /// <param name="highest">The highest value allowed; none when left out.</param>
    public TableBuilder<TRow> Ratio<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, double? lowest = null, double? highest = null) =>
        Fixed<double, double, RatioConverter>(
            Definition(id, name, ColumnType.Double) with { IsNullable = IsNullable<TValue>() }, member, new(lowest, highest));

    /// <summary>A price; its digits are those of the store's <see cref="NumberPrecision"/>, as those of the next three.</summary>
    internal TableBuilder<TRow> Price<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isPositive = false) =>
        Number(id, name, member, NumberRole.Price, SignRule.From(isNotNegative: false, isPositive));

    /// <summary>A price that was computed.</summary>
    internal TableBuilder<TRow> AveragePrice<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member) =>
        Number(id, name, member, NumberRole.AveragePrice, SignRule.From(isNotNegative: false, isPositive: false));

    /// <summary>A size of the market.</summary>
    internal TableBuilder<TRow> Size<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false) =>
        Number(id, name, member, NumberRole.Size, SignRule.From(isNotNegative, isPositive: false));

    /// <summary>A quantity, money, a cumulated volume.</summary>
    internal TableBuilder<TRow> Amount<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false, bool isPositive = false) =>
        Number(id, name, member, NumberRole.Amount, SignRule.From(isNotNegative, isPositive));

    private TableBuilder<TRow> Number<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, NumberRole role, AllowedSign sign)
    {
        return Add(At(NumberPrecision.Standard) with { At = At });

        Column<TRow> At(NumberPrecision precision) => DecimalColumn(id, name, member, NumberFormats.Of(precision, role), sign);
    }

    private static Column<TRow> DecimalColumn<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, DecimalFormat format, AllowedSign sign)
    {
        var definition = Definition(id, name, format.Type) with { Precision = format.Precision, Scale = format.Scale, IsNullable = IsNullable<TValue>() };
        return format.Type == ColumnType.Decimal18
            ? FixedColumn<decimal, long, DecimalConverter>(definition, member, new(format, sign))
            : FixedColumn<decimal, Int128, WideDecimalConverter>(definition, member, new(format, sign));
    }
}
