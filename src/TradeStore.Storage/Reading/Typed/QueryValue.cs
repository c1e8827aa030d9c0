using System.Linq.Expressions;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What a typed query sees of a row or a group: a column, or what is computed of columns.</summary>
/// <param name="Definition">The column; of what is computed its type, nothing else.</param>
/// <param name="MemberType">The type in C#; not nullable.</param>
/// <param name="ToParameter">Returns what the column stores for a value of the member, where that is not the value itself.</param>
/// <param name="IsTime">Whether the column decides the partition.</param>
internal sealed record QueryValue(ColumnDefinition Definition, Type MemberType, Func<object, object>? ToParameter = null, bool IsTime = false)
{
    /// <summary>Gets what SQL calls it: a name, or an expression that stands for itself.</summary>
    public string Sql { get; init; } = TableDefinitionSql.Quote(Definition.Name);

    /// <summary>Gets what it is computed by; <see langword="null"/> of a column.</summary>
    public Expression? Source { get; init; }

    /// <summary>Gets what makes the member's value of a stored text, a function of one, for members that are not text themselves.</summary>
    public Delegate? FromText { get; init; }

    /// <summary>Gets what errors call it.</summary>
    public string Told => Source is null ? $"Column '{Definition.Name}'" : $"'{Source}'";

    public bool IsNullable => Definition.IsNullable;

    public DecimalFormat Format => DecimalFormat.Of(Definition);

    /// <summary>Gets a value indicating whether the values can be compared at all, other than with <see langword="null"/>.</summary>
    public bool HasEquality => Definition.Type is not (ColumnType.Json or ColumnType.TextList);

    /// <summary>Gets a value indicating whether rows can be sorted by it: names are not in the order of the values they stand for.</summary>
    public bool IsSortable => HasEquality && ToParameter is null;

    /// <summary>Gets a value indicating whether &lt; and the like compare as C# does.</summary>
    public bool HasOrder => IsSortable && Definition.Type is not (ColumnType.Boolean or ColumnType.Text);

    /// <summary>Gets a value indicating whether it is an exact number.</summary>
    public bool IsNumber => Definition.Type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal18 or ColumnType.Decimal38;

    /// <summary>Gets the value with what is no number missing: the engine takes NaN for the largest number, and equal to itself.</summary>
    public QueryValue WithoutNaN => Source is null || Definition.Type != ColumnType.Double
        ? this
        : this with { Sql = $"nullif({Sql}, CAST('NaN' AS DOUBLE))", Definition = Definition with { IsNullable = true } };

    /// <summary>Makes a value that is computed.</summary>
    /// <param name="source">What it is computed by.</param>
    /// <param name="type">What it is.</param>
    /// <param name="sql">The SQL, which stands for itself.</param>
    /// <param name="isNullable">Whether it may be missing.</param>
    /// <param name="format">The digits of a decimal.</param>
    public static QueryValue Computed(Expression source, ColumnType type, string sql, bool isNullable, DecimalFormat format = default) => new(
        new ColumnDefinition { FieldId = 0, Name = "", Type = type, Precision = format.Precision, Scale = format.Scale, IsNullable = isNullable },
        Nullable.GetUnderlyingType(source.Type) ?? source.Type)
    {
        Sql = sql,
        Source = source,
    };

    /// <summary>Tells whether two values are of one kind.</summary>
    public bool IsComparableWith(QueryValue other) => HasEquality && other.HasEquality
        && (IsNumber ? other.IsNumber : Definition.Type == other.Definition.Type)
        && ToParameter is null == other.ToParameter is null
        && (ToParameter is null || (MemberType == other.MemberType && Definition.AllowedTexts.SequenceEqual(other.Definition.AllowedTexts, StringComparer.Ordinal)));
}
