using System.Collections.Frozen;

namespace TradeStore.Schema.Tables;

/// <summary>Every table the store knows.</summary>
internal static class TableCatalog
{
    public static IReadOnlyList<TableSchema> All { get; } = [TickTable.Definition, BarTable.Definition];

    private static readonly FrozenDictionary<string, TableSchema> ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public static bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TableSchema? table) => ByName.TryGetValue(name, out table);
}
