namespace TradeStore.Schema.Tables;

/// <summary>The tables that every store has.</summary>
internal static class BuiltInTables
{
    public static IReadOnlyList<TableSchema> All { get; } = [TickTable.Definition, BarTable.Definition];
}
