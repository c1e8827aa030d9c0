using System.Linq.Expressions;
using System.Reflection;
using TradeStore.Ingest.Encoding;

namespace TradeStore.Schema;

/// <summary>
/// Declares a table column by column. Each column has a number that stands for it in the journal and in files: it is never used again for
/// another column of the table. A column's name is lower case, in words joined by underscores.
/// </summary>
/// <typeparam name="TRow">The row: a record or class with a parameterless constructor and <c>init</c> or <c>set</c> accessors.</typeparam>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Columns are declared by the names of their types.")]
public sealed class TableBuilder<TRow>
    where TRow : class
{
    private readonly List<Column<TRow>> _columns = [];
    private readonly List<RowRule<TRow>> _rules = [];

    /// <summary>TIMESTAMP: UTC, whole microseconds; finer or other times are refused.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Timestamp(ushort id, string name, Expression<Func<TRow, DateTime>> member) =>
        Fixed<DateTime, long, TimestampConverter>(Definition(id, name, ColumnType.Timestamp), member, new(isFilledWithNow: false));

    /// <summary>A time that the store fills in when the caller leaves it out.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> TimestampOrNow(ushort id, string name, Expression<Func<TRow, DateTime?>> member) =>
        Fixed<DateTime, long, TimestampConverter>(Definition(id, name, ColumnType.Timestamp), member, new(isFilledWithNow: true));

    /// <summary>DECIMAL(18,8): a price, a size, an amount; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    public TableBuilder<TRow> Decimal<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false) =>
        Fixed<decimal, long, DecimalConverter>(
            Definition(id, name, ColumnType.Decimal18) with { Scale = 8, IsNotNegative = isNotNegative, IsNullable = IsNullable<TValue>() },
            member,
            new(8, isNotNegative));

    /// <summary>DECIMAL(28,8): a cumulated volume, a notional; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="decimal"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    public TableBuilder<TRow> WideDecimal<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false) =>
        Fixed<decimal, Int128, WideDecimalConverter>(
            Definition(id, name, ColumnType.Decimal28) with { Scale = 8, IsNotNegative = isNotNegative, IsNullable = IsNullable<TValue>() },
            member,
            new(8, isNotNegative));

    /// <summary>BIGINT; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="long"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNotNegative">Whether negative numbers are refused.</param>
    public TableBuilder<TRow> Integer<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member, bool isNotNegative = false) =>
        Fixed<long, long, IntegerConverter>(
            Definition(id, name, ColumnType.BigInt) with { IsNotNegative = isNotNegative, IsNullable = IsNullable<TValue>() },
            member,
            new(isNotNegative));

    /// <summary>BOOLEAN.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Boolean(ushort id, string name, Expression<Func<TRow, bool>> member) =>
        Fixed<bool, byte, BooleanConverter>(Definition(id, name, ColumnType.Boolean), member, default);

    /// <summary>UUID; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="Guid"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Uuid<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member) =>
        Fixed<Guid, Int128, UuidConverter>(Definition(id, name, ColumnType.Uuid) with { IsNullable = IsNullable<TValue>() }, member, default);

    /// <summary>A text of 1 to 64 characters that repeats: an exchange, a symbol, a venue.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNullable">Whether the text may be missing.</param>
    public TableBuilder<TRow> Name(ushort id, string name, Expression<Func<TRow, string?>> member, bool isNullable = false)
    {
        var definition = Definition(id, name, ColumnType.Text) with { MaximumLength = 64, IsNotEmpty = true, Repeats = true, IsNullable = isNullable };
        return Add(definition, member, getter => new DictionaryTextEncoder<TRow>(definition, getter));
    }

    /// <summary>A value stored by its name; the names are the only ones allowed.</summary>
    /// <typeparam name="TValue">The member's type.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="names">The names.</param>
    /// <param name="toName">Returns a value's name.</param>
    /// <param name="parse">Returns a name's value.</param>
    public TableBuilder<TRow> Named<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, IReadOnlyList<string> names, Func<TValue, string> toName, Func<string, TValue> parse)
    {
        var definition = Definition(id, name, ColumnType.Text) with { AllowedTexts = names, Repeats = true };
        var getter = new Lazy<Func<TRow, TValue>>(() => member.Compile());
        var set = new Lazy<Action<TRow, TValue>>(() => ((PropertyInfo)MemberOf(member).Member).SetMethod!.CreateDelegate<Action<TRow, TValue>>());
        _columns.Add(new(
            definition,
            MemberOf(member),
            () => new DictionaryTextEncoder<TRow>(definition, row => toName(getter.Value(row))),
            (row, text) => set.Value(row, parse(text)),
            value => toName((TValue)value)));
        return this;
    }

    /// <summary>JSON of any form, checked when it is written; may be missing.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Json(ushort id, string name, Expression<Func<TRow, string?>> member)
    {
        var definition = Definition(id, name, ColumnType.Json) with { IsNullable = true };
        return Add(definition, member, getter => new PlainTextEncoder<TRow>(definition, getter));
    }

    /// <summary>VARCHAR[]: texts of up to 64 characters; may be missing.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> TextList(ushort id, string name, Expression<Func<TRow, IReadOnlyList<string>?>> member)
    {
        var definition = Definition(id, name, ColumnType.TextList) with { MaximumLength = 64, IsNullable = true };
        return Add(definition, member, getter => new TextListEncoder<TRow>(definition, getter));
    }

    /// <summary>Adds a rule over several columns; a row that breaks it is refused.</summary>
    /// <param name="column">The column an error names.</param>
    /// <param name="value">The value an error shows.</param>
    /// <param name="isKept">Tells whether a row keeps the rule.</param>
    /// <param name="reason">What an error says.</param>
    public TableBuilder<TRow> Rule(string column, Func<TRow, object?> value, Func<TRow, bool> isKept, string reason)
    {
        _rules.Add(new(column, value, isKept, reason));
        return this;
    }

    /// <summary>Ends the declaration.</summary>
    /// <param name="settings">What the declaration says apart from the columns.</param>
    /// <exception cref="ArgumentException">The declaration is not sound.</exception>
    public Table<TRow> Build(TableSettings settings) => new(settings, _columns, _rules);

    private static ColumnDefinition Definition(ushort id, string name, ColumnType type) => new() { FieldId = id, Name = name, Type = type };

    private static MemberExpression MemberOf(LambdaExpression lambda) => lambda.Body as MemberExpression
        ?? throw new ArgumentException($"'{lambda}' is not a property of the row.", nameof(lambda));

    private TableBuilder<TRow> Add<TValue>(ColumnDefinition definition, Expression<Func<TRow, TValue>> member, Func<Func<TRow, TValue>, ColumnEncoder<TRow>> encoder)
    {
        var getter = new Lazy<Func<TRow, TValue>>(() => member.Compile());
        _columns.Add(new(definition, MemberOf(member), () => encoder(getter.Value)));
        return this;
    }

    private TableBuilder<TRow> Fixed<TValue, TStored, TConverter>(ColumnDefinition definition, LambdaExpression member, TConverter converter)
        where TValue : struct
        where TStored : unmanaged
        where TConverter : struct, IValueConverter<TValue, TStored>
    {
        var getter = new Lazy<Func<TRow, TValue?>>(() =>
            Expression.Lambda<Func<TRow, TValue?>>(Expression.Convert(member.Body, typeof(TValue?)), member.Parameters).Compile());
        _columns.Add(new(definition, MemberOf(member), () => new FixedEncoder<TRow, TValue, TStored, TConverter>(definition, getter.Value, converter)));
        return this;
    }

    private static bool IsNullable<TValue>() => Nullable.GetUnderlyingType(typeof(TValue)) is not null;
}
