using System.Linq.Expressions;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <content>Columns of times.</content>
public sealed partial class TableBuilder<TRow>
{
    /// <summary>TIMESTAMP: UTC, whole microseconds, from the year 1800 to a day ahead of the clock; finer times are cut, or refused where <see cref="Configuration.IngestOptions.TimePrecision"/> says so, others are refused.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isFutureAllowed">Whether times may lie in the future without a bound: an expiry, an end.</param>
    public TableBuilder<TRow> Timestamp(ushort id, string name, Expression<Func<TRow, DateTime>> member, bool isFutureAllowed = false) =>
        Fixed<DateTime, long, TimestampConverter>(
            Definition(id, name, ColumnType.Timestamp) with { IsFutureAllowed = isFutureAllowed }, member, new(isFilledWithNow: false, isFutureAllowed));

    /// <summary>TIMESTAMP that may be missing: UTC, whole microseconds, from the year 1800 to a day ahead of the clock; finer times are cut, or refused where <see cref="Configuration.IngestOptions.TimePrecision"/> says so, others are refused.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isFutureAllowed">Whether times may lie in the future without a bound: an expiry, an end.</param>
    public TableBuilder<TRow> Timestamp(ushort id, string name, Expression<Func<TRow, DateTime?>> member, bool isFutureAllowed = false) =>
        Fixed<DateTime, long, TimestampConverter>(
            Definition(id, name, ColumnType.Timestamp) with { IsFutureAllowed = isFutureAllowed, IsNullable = true },
            member,
            new(isFilledWithNow: false, isFutureAllowed));

    /// <summary>A time that the store fills in when the caller leaves it out.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> TimestampOrNow(ushort id, string name, Expression<Func<TRow, DateTime?>> member) =>
        Fixed<DateTime, long, TimestampConverter>(
            Definition(id, name, ColumnType.Timestamp) with { IsFilledWithNow = true }, member, new(isFilledWithNow: true, isFutureAllowed: false));

    /// <summary>DATE, a UTC day, from the year 1800 to a day ahead of the clock; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="DateOnly"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isFutureAllowed">Whether days may lie in the future without a bound.</param>
    public TableBuilder<TRow> Date<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isFutureAllowed = false) =>
        Fixed<DateOnly, int, DateConverter>(
            Definition(id, name, ColumnType.Date) with { IsFutureAllowed = isFutureAllowed, IsNullable = IsNullable<TValue>() }, member, new(isFutureAllowed));
}
