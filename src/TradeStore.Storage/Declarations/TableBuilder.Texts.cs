using System.Linq.Expressions;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <content>Columns of texts, and of values stored by their names.</content>
public sealed partial class TableBuilder<TRow>
{
    private const int LongestName = 255;

    /// <summary>A text of 1 to 255 characters (UTF-16) that repeats: an exchange, a symbol, a venue.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNullable">Whether the text may be missing.</param>
    public TableBuilder<TRow> Name(ushort id, string name, Expression<Func<TRow, string?>> member, bool isNullable = false)
    {
        var definition = Definition(id, name, ColumnType.Text) with { MaximumLength = LongestName, IsNotEmpty = true, Repeats = true, IsNullable = isNullable };
        return Add(definition, member, getter => new DictionaryTextEncoder<TRow>(definition, getter));
    }

    /// <summary>A text that does not repeat: a message, a reason. One that is too long is refused, never cut.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="maximumLength">The longest text taken, in UTF-16 characters.</param>
    /// <param name="isNullable">Whether the text may be missing.</param>
    /// <param name="isEmptyAllowed">Whether a text may be empty or blank.</param>
    public TableBuilder<TRow> Text(
        ushort id, string name, Expression<Func<TRow, string?>> member, int maximumLength, bool isNullable = false, bool isEmptyAllowed = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        var definition = Definition(id, name, ColumnType.Text) with { MaximumLength = maximumLength, IsNotEmpty = !isEmptyAllowed, IsNullable = isNullable };
        return Add(definition, member, getter => new PlainTextEncoder<TRow>(definition, getter));
    }

    /// <summary>An enum stored by the names of <see cref="SqlName"/>; <c>None</c> and numbers without a name are refused.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Named<TEnum>(ushort id, string name, Expression<Func<TRow, TEnum>> member)
        where TEnum : struct, Enum =>
        AddNamed(NamedDefinition(id, name, SqlName.All<TEnum>()), member, EnumSqlNames<TEnum>.Text, EnumSqlNames<TEnum>.Parse, EnumParameter<TEnum>);

    /// <summary>An enum that may be missing, stored by the names of <see cref="SqlName"/>; <c>None</c> and numbers without a name are refused.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Named<TEnum>(ushort id, string name, Expression<Func<TRow, TEnum?>> member)
        where TEnum : struct, Enum =>
        AddNamed(
            NamedDefinition(id, name, SqlName.All<TEnum>()) with { IsNullable = true },
            member,
            value => value is { } present ? EnumSqlNames<TEnum>.Text(present) : null,
            text => EnumSqlNames<TEnum>.Parse(text),
            EnumParameter<TEnum>);

    /// <summary>A value stored by its name; the names are the only ones allowed.</summary>
    /// <typeparam name="TValue">The member's type.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="names">The names.</param>
    /// <param name="toName">Returns a value's name.</param>
    /// <param name="parse">Returns a name's value.</param>
    public TableBuilder<TRow> Named<TValue>(
        ushort id, string name, Expression<Func<TRow, TValue>> member, IReadOnlyList<string> names, Func<TValue, string> toName, Func<string, TValue> parse) =>
        AddNamed(NamedDefinition(id, name, names), member, toName, parse, value => toName((TValue)value));

    /// <summary>JSON of any form, checked when it is written.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    /// <param name="isNullable">Whether it may be missing.</param>
    public TableBuilder<TRow> Json(ushort id, string name, Expression<Func<TRow, string?>> member, bool isNullable = true)
    {
        var definition = Definition(id, name, ColumnType.Json) with { IsNullable = isNullable };
        return Add(definition, member, getter => new PlainTextEncoder<TRow>(definition, getter));
    }

    /// <summary>VARCHAR[]: texts of up to 255 characters; may be missing.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> TextList(ushort id, string name, Expression<Func<TRow, IReadOnlyList<string>?>> member)
    {
        var definition = Definition(id, name, ColumnType.TextList) with { MaximumLength = LongestName, IsNullable = true };
        return Add(definition, member, getter => new TextListEncoder<TRow>(definition, getter));
    }

    private static ColumnDefinition NamedDefinition(ushort id, string name, IReadOnlyList<string> names) =>
        Definition(id, name, ColumnType.Text) with { AllowedTexts = names, Repeats = true };

    // The compiler turns enums into numbers within expressions: a query may hand over either.
    private static string EnumParameter<TEnum>(object value)
        where TEnum : struct, Enum => EnumSqlNames<TEnum>.Text((TEnum)Enum.ToObject(typeof(TEnum), value));

    private TableBuilder<TRow> AddNamed<TValue>(
        ColumnDefinition definition, Expression<Func<TRow, TValue>> member, Func<TValue, string?> toName, Func<string, TValue> parse, Func<object, object> toParameter)
    {
        var getter = new Lazy<Func<TRow, TValue>>(() => member.Compile());
        var property = PropertyOf(member);
        var set = new Lazy<Action<TRow, TValue>>(() => ((System.Reflection.PropertyInfo)property.Member).SetMethod!.CreateDelegate<Action<TRow, TValue>>());
        _columns.Add(new(
            definition,
            property,
            () => new DictionaryTextEncoder<TRow>(definition, row => toName(getter.Value(row))),
            (row, text) => set.Value(row, parse(text)),
            toParameter,
            parse));
        return this;
    }
}
