using TradeStore.DuckDb.Engine;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiers.Warm;

/// <summary>The tables that hold a state: one DuckDB table each, in the schema <c>state</c>.</summary>
internal static class StateTables
{
    /// <summary>Makes the tables that are not there yet, held by a checkpoint.</summary>
    public static void Ensure(DuckDbSession session, TableCatalog catalog)
    {
        var tables = string.Concat(catalog.States.Select(t => TableDefinitionSql.Create(t, t.StateTable)));
        session.Execute($"BEGIN; CREATE SCHEMA IF NOT EXISTS state; {tables} COMMIT; CHECKPOINT;");
    }
}
