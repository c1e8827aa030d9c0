using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>A column as a typed query sees it.</summary>
/// <param name="Definition">The column.</param>
/// <param name="MemberType">The type of the row's member; not nullable.</param>
/// <param name="ToParameter">Returns what the column stores for a value of the member, where that is not the value itself.</param>
/// <param name="IsTime">Whether the column decides the partition.</param>
internal sealed record QueryColumn(ColumnDefinition Definition, Type MemberType, Func<object, object>? ToParameter, bool IsTime)
{
    /// <summary>Gets the name as SQL writes it.</summary>
    public string Sql { get; } = TableDefinitionSql.Quote(Definition.Name);

    public bool IsNullable => Definition.IsNullable;

    /// <summary>Gets a value indicating whether the values can be compared at all, other than with <see langword="null"/>.</summary>
    public bool HasEquality => Definition.Type is not (ColumnType.Json or ColumnType.TextList);

    /// <summary>Gets a value indicating whether rows can be sorted by the column: names are not in the order of the values they stand for.</summary>
    public bool IsSortable => HasEquality && ToParameter is null;

    /// <summary>Gets a value indicating whether &lt; and the like compare as C# does.</summary>
    public bool HasOrder => IsSortable && Definition.Type is not (ColumnType.Boolean or ColumnType.Text);

    private bool IsNumber => Definition.Type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal18 or ColumnType.Decimal38;

    /// <summary>Tells whether two columns hold values of one kind.</summary>
    public bool IsComparableWith(QueryColumn other) => HasEquality && other.HasEquality
        && (IsNumber ? other.IsNumber : Definition.Type == other.Definition.Type)
        && ToParameter is null == other.ToParameter is null
        && (ToParameter is null || (MemberType == other.MemberType && Definition.AllowedTexts.SequenceEqual(other.Definition.AllowedTexts, StringComparer.Ordinal)));
}
