using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Layout;

/// <summary>
/// The database's own tables, and those declared in it: first looked at, which refuses what does not match and changes nothing; then
/// brought up to date.
/// </summary>
internal sealed class WarmSchema
{
    private readonly MigrationHistory _history;
    private readonly TableStorage _tables;

    private WarmSchema(MigrationHistory history, NumberPrecision precision, IReadOnlyList<TableSchema> declared, TableStorage tables)
    {
        Precision = precision;
        Declared = declared;
        _history = history;
        _tables = tables;
        StoreId = history.StoreId;
    }

    /// <summary>Gets the version of the layout that this code reads and writes.</summary>
    public static int Version => MigrationList.All[^1].Number;

    /// <summary>Gets the store's id; <see langword="null"/> while the database is empty.</summary>
    public Guid? StoreId { get; private set; }

    /// <summary>Gets how many digits the numbers of the store's own tables have.</summary>
    public NumberPrecision Precision { get; }

    /// <summary>Gets the tables that the program declares, as the store has them: those built in first.</summary>
    public IReadOnlyList<TableSchema> Declared { get; }

    /// <summary>Gets the tables that the store holds and the program does not declare.</summary>
    public IReadOnlyList<TableSchema> Undeclared => _tables.Undeclared;

    /// <summary>Looks at a database.</summary>
    /// <exception cref="TradeStoreException">The database was written by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    /// <exception cref="SchemaMismatchException">Its history, or one of its tables, does not match.</exception>
    /// <exception cref="StoreCorruptException">It lacks its metadata.</exception>
    /// <exception cref="InvalidConfigurationException">It was made with another precision than is asked for.</exception>
    public static WarmSchema Inspect(DuckDbSession session, StorageOptions options)
    {
        var history = MigrationHistory.Read(session, MigrationList.All);
        var precision = history.Precision ?? options.AskedPrecision ?? NumberPrecision.Standard;
        if (options.AskedPrecision is { } asked && asked != precision)
        {
            throw new InvalidConfigurationException(
                [$"Precision is {asked}, and the store was made with {precision}, which stays. Leave Precision out to take what the store has, or copy the data into a new store."]);
        }

        List<TableSchema> declared = [.. options.BuiltInTables.Select(t => t.At(precision)), .. options.Tables];
        var stored = history.Applied == 0 ? [] : StoredDefinitions.Read(session);
        return new WarmSchema(history, precision, declared, TableStorage.Compare(stored, declared));
    }

    /// <summary>Makes what is missing; a crash at any point leaves what the next opening completes.</summary>
    public Guid Apply(DuckDbSession session, EngineCheckpoint? checkpoint, TimeProvider clock, Action<WritingStep>? reached)
    {
        var change = new SchemaChange(session, checkpoint, reached);
        StoreId = new MigrationRun(change, clock).Run(_history, MigrationList.All, Precision);
        _tables.Apply(session, change, clock);
        return StoreId.Value;
    }
}
