using System.Linq.Expressions;
using TradeStore.Ingest.Encoding;

namespace TradeStore.Schema;

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
        Fixed<decimal, long, DecimalConverter>(
            Definition(id, name, ColumnType.Decimal18) with { Scale = 8, IsNullable = IsNullable<TValue>() },
            member,
            new(8, SignRule.From(isNotNegative, isPositive)));

    /// <summary>DECIMAL(28,8): a cumulated volume, a notional; nullable when the member is. What does not fit exactly is refused, never rounded.</summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    /// <param name="isPositive">Whether zero and negative numbers are refused.</param>
    public TableBuilder<TRow> WideDecimal<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false, bool isPositive = false) =>
        Fixed<decimal, Int128, WideDecimalConverter>(
            Definition(id, name, ColumnType.Decimal28) with { Scale = 8, IsNullable = IsNullable<TValue>() },
            member,
            new(8, SignRule.From(isNotNegative, isPositive)));

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
}
