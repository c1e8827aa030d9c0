namespace TradeStore.Storage.Reading.Typed;

/// <summary>One column to sort by.</summary>
internal sealed record QueryOrdering(QueryColumn Column, bool IsDescending)
{
    /// <summary>Gets the SQL: as in C#, a missing value comes before all others.</summary>
    public string Sql => Column.IsNullable
        ? $"{Column.Sql}{(IsDescending ? " DESC NULLS LAST" : " NULLS FIRST")}"
        : $"{Column.Sql}{(IsDescending ? " DESC" : "")}";
}
