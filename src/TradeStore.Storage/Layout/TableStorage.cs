using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>
/// <c>_tables</c> against what a program declares: what is new is recorded, what has grown is widened, what does not match is refused
/// before anything is changed.
/// </summary>
internal sealed class TableStorage
{
    private readonly List<TableChange> _changes;

    private TableStorage(List<TableChange> changes, IReadOnlyList<TableSchema> undeclared)
    {
        _changes = changes;
        Undeclared = undeclared;
    }

    /// <summary>Gets the tables that the store holds and the program does not declare.</summary>
    public IReadOnlyList<TableSchema> Undeclared { get; }

    /// <summary>Gets a value indicating whether the store has each table as it is declared.</summary>
    public bool IsCurrent => _changes.Count == 0;

    /// <summary>Compares what is stored with what is declared.</summary>
    /// <param name="stored">What the store holds.</param>
    /// <param name="declared">What the program declares.</param>
    /// <exception cref="SchemaMismatchException">A table of the store cannot be used by its declaration.</exception>
    /// <exception cref="TradeStoreException">A table was declared by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    public static TableStorage Compare(IReadOnlyList<StoredDefinition> stored, IReadOnlyList<TableSchema> declared)
    {
        var byName = stored.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var changes = new List<TableChange>();
        foreach (var table in declared)
        {
            if (!byName.Remove(table.Name, out var before))
            {
                changes.Add(new TableChange(table, [], [], IsUnfinished: false, IsNew: true));
            }
            else if (!string.Equals(before.Text, TableDefinitionJson.Write(table), StringComparison.Ordinal))
            {
                var added = TableEvolution.Added(before.Table, table);
                var isLater = table.Version > before.Table.Version;
                AddIf(isLater || before.IsChanging, isLater ? table : before.Table, before, before.IsChanging ? Nullable(table) : added, TableEvolution.Widened(before.Table, table));
            }
            else
            {
                AddIf(before.IsChanging, table, before, before.IsChanging ? Nullable(table) : [], []);
            }
        }

        foreach (var left in byName.Values)
        {
            AddIf(left.IsChanging, left.Table, left, left.IsChanging ? Nullable(left.Table) : [], []);
        }

        return new TableStorage(changes, [.. byName.Values.Select(s => s.Table)]);

        void AddIf(bool isDue, TableSchema table, StoredDefinition before, IReadOnlyList<ColumnDefinition> added, IReadOnlyList<ColumnDefinition> former)
        {
            if (isDue)
            {
                changes.Add(new TableChange(table, added, former, before.IsChanging, IsNew: false));
            }
        }
    }

    /// <summary>Does what <see cref="Compare"/> found to do; after a crash the next opening goes on where this one was.</summary>
    public void Apply(DuckDbSession session, SchemaChange change, TimeProvider clock)
    {
        var growing = _changes.Where(c => c.IsPhysical).ToList();
        if (growing.Count > 0)
        {
            // Said before it is done: a program with the older declaration must not take half-widened tables for its own after a crash. What segments were
            // written with is noted in the same transaction, since the definition says it no more.
            change.Record(Entries(growing, isChanging: true, clock) + string.Concat(growing.SelectMany(c => SegmentTypes.Note(c.Table, c.Former))));
        }

        var statements = string.Concat(_changes.Where(c => c is { IsNew: true, Table.Kind: TableKind.State }).Select(c => TableDefinitionSql.Replace(c.Table, c.Table.StateTable)))
            + string.Concat(growing.SelectMany(c => AddColumns(session, c)));
        if (statements.Length > 0)
        {
            change.Define(statements);
        }

        foreach (var widening in growing.Count > 0 ? ColumnWidening.Find(session, growing.Select(c => c.Table)) : [])
        {
            change.Define(widening);
        }

        if (_changes.Count > 0)
        {
            change.Record(Entries(_changes, isChanging: false, clock));
        }
    }

    private static List<ColumnDefinition> Nullable(TableSchema table) => [.. table.Columns.Where(c => c.IsNullable)];

    private static IEnumerable<string> AddColumns(DuckDbSession session, TableChange change)
    {
        var locations = change.Table.Kind == TableKind.State
            ? [change.Table.StateTable]
            : session.QueryTexts($"SELECT location FROM _segments WHERE table_name = {TableDefinitionSql.Literal(change.Table.Name)} AND tier = 'warm'", columns: 1).Select(row => row[0]);
        return locations.SelectMany(location => change.Added.Select(c => $"ALTER TABLE {location} ADD COLUMN IF NOT EXISTS {TableDefinitionSql.Quote(c.Name)} {c.SqlType};"));
    }

    private static string Entries(IReadOnlyList<TableChange> changes, bool isChanging, TimeProvider clock)
    {
        var now = TableDefinitionSql.Timestamp(clock.GetUnixMicroseconds());
        var names = string.Join(", ", changes.Select(c => TableDefinitionSql.Literal(c.Table.Name)));
        var rows = changes.Select(c => (c.Table, Text: TableDefinitionJson.Write(c.Table))).Select(c =>
            $"({TableDefinitionSql.Literal(c.Table.Name)}, {c.Table.Version}, {TableDefinitionSql.Literal(c.Text)}, '{StoredDefinitions.Sha256(c.Text)}', {isChanging}, {now})");
        return $"DELETE FROM _tables WHERE name IN ({names}); INSERT INTO _tables VALUES {string.Join(", ", rows)};";
    }
}

/// <summary>What has to be done about one table when a store is opened.</summary>
/// <param name="Table">The table as it is to be.</param>
/// <param name="Added">The columns that its physical tables may lack.</param>
/// <param name="Former">The columns that were narrower before, as they were.</param>
/// <param name="IsUnfinished">Whether a crash may have come before every physical table was changed.</param>
/// <param name="IsNew">Whether the store has never seen the table.</param>
internal sealed record TableChange(TableSchema Table, IReadOnlyList<ColumnDefinition> Added, IReadOnlyList<ColumnDefinition> Former, bool IsUnfinished, bool IsNew)
{
    /// <summary>Gets a value indicating whether physical tables have to be changed.</summary>
    public bool IsPhysical => Added.Count > 0 || Former.Count > 0 || IsUnfinished;
}
