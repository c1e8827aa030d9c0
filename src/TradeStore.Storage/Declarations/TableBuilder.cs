using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <summary>
/// Declares a table column by column. Each column has a number that stands for it in the journal and in files: it is never used again for
/// another column of the table. A column's name is lower case, in words joined by underscores.
/// </summary>
/// <typeparam name="TRow">The row: a record or class with a parameterless constructor and <c>init</c> or <c>set</c> accessors.</typeparam>
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Columns are declared by the names of their types.")]
public sealed partial class TableBuilder<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)] TRow>
    where TRow : class
{
    private readonly List<Column<TRow>> _columns = [];
    private readonly List<RowRule<TRow>> _rules = [];

    /// <summary>BOOLEAN; nullable when the member is.</summary>
    /// <typeparam name="TValue"><see cref="bool"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Boolean<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member) =>
        Fixed<bool, byte, BooleanConverter>(Definition(id, name, ColumnType.Boolean) with { IsNullable = IsNullable<TValue>() }, member, default);

    /// <summary>UUID; nullable when the member is. Where it is not, <see cref="Guid.Empty"/> counts as missing and is refused.</summary>
    /// <typeparam name="TValue"><see cref="Guid"/> or its nullable.</typeparam>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> Uuid<TValue>(ushort id, string name, Expression<Func<TRow, TValue>> member) =>
        Fixed<Guid, Int128, UuidConverter>(
            Definition(id, name, ColumnType.Uuid) with { IsNullable = IsNullable<TValue>() },
            member,
            new(IsNullable<TValue>() ? EmptyUuidRule.Store : EmptyUuidRule.Refuse));

    /// <summary>An id that the store makes (UUID version 7, by its clock) when the caller leaves it <see cref="Guid.Empty"/>.</summary>
    /// <param name="id">The column's number.</param>
    /// <param name="name">The column's name in SQL.</param>
    /// <param name="member">The property of the row.</param>
    public TableBuilder<TRow> UuidOrNew(ushort id, string name, Expression<Func<TRow, Guid>> member) =>
        Fixed<Guid, Int128, UuidConverter>(Definition(id, name, ColumnType.Uuid), member, new(EmptyUuidRule.MakeNew));

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
    /// <exception cref="ArgumentException">The declaration is not sound: the message names the table, the column and what is wrong.</exception>
    public Table<TRow> Build(TableSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        DeclarationCheck.Check(settings, _columns, _rules);
        return new(settings, CompileNew, [.. _columns], [.. _rules]);
    }

    // New by an expression: a required member keeps new() from being written. Here, and not where rows are read, is it known to a trimmer which constructor that is.
    private static Func<TRow> CompileNew() => Expression.Lambda<Func<TRow>>(Expression.New(typeof(TRow))).Compile();

    private static ColumnDefinition Definition(ushort id, string name, ColumnType type) => new() { FieldId = id, Name = name, Type = type };

    private static MemberExpression PropertyOf(LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return lambda.Body is MemberExpression { Member: PropertyInfo, Expression: ParameterExpression } member
            ? member
            : throw new ArgumentException($"'{lambda}' is not a property of the row {typeof(TRow).Name}.", nameof(lambda));
    }

    private TableBuilder<TRow> Add<TValue>(ColumnDefinition definition, Expression<Func<TRow, TValue>> member, Func<Func<TRow, TValue>, ColumnEncoder<TRow>> encoder)
    {
        var getter = new Lazy<Func<TRow, TValue>>(() => member.Compile());
        _columns.Add(new(definition, PropertyOf(member), () => encoder(getter.Value)));
        return this;
    }

    private TableBuilder<TRow> Add(Column<TRow> column)
    {
        _columns.Add(column);
        return this;
    }

    private TableBuilder<TRow> Fixed<TValue, TStored, TConverter>(ColumnDefinition definition, LambdaExpression member, TConverter converter)
        where TValue : struct
        where TStored : unmanaged
        where TConverter : struct, IValueConverter<TValue, TStored> => Add(FixedColumn<TValue, TStored, TConverter>(definition, member, converter));

    private static Column<TRow> FixedColumn<TValue, TStored, TConverter>(ColumnDefinition definition, LambdaExpression member, TConverter converter)
        where TValue : struct
        where TStored : unmanaged
        where TConverter : struct, IValueConverter<TValue, TStored>
    {
        var property = PropertyOf(member);
        if ((Nullable.GetUnderlyingType(property.Type) ?? property.Type) != typeof(TValue))
        {
            throw new ArgumentException(
                $"Column '{definition.Name}' is {definition.SqlType}; '{property.Member.Name}' of {typeof(TRow).Name} is {property.Type.Name}, not {typeof(TValue).Name}.",
                nameof(member));
        }

        var getter = new Lazy<Func<TRow, TValue?>>(() =>
            Expression.Lambda<Func<TRow, TValue?>>(Expression.Convert(member.Body, typeof(TValue?)), member.Parameters).Compile());
        return new(definition, property, () => new FixedEncoder<TRow, TValue, TStored, TConverter>(definition, getter.Value, converter));
    }

    private static Type Bare<TValue>() => Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);

    private static bool IsNullable<TValue>() => Nullable.GetUnderlyingType(typeof(TValue)) is not null;
}
