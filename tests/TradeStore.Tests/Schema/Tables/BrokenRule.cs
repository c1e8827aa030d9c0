namespace TradeStore.Tests.Schema.Tables;

/// <summary>A change that makes a good row break one rule.</summary>
internal sealed record BrokenRule(string Table, string Column, Func<object, object> Change, string Reason)
{
    public static BrokenRule Of<TRow>(string table, string column, Func<TRow, TRow> change, string reason)
        where TRow : class => new(table, column, row => change((TRow)row), reason);

    public override string ToString() => $"{Table}: {Reason}";
}
