using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Opening;

/// <summary>
/// The schema while a store is opened: looked at before the journal is opened, which may change files, and brought up to date once it is
/// certain that the store can be opened.
/// </summary>
internal sealed class SchemaOpening : IDisposable
{
    private readonly WarmDatabase _database;
    private readonly DuckDbSession _session;
    private readonly WarmSchema _schema;
    private readonly StorageOptions _options;

    private SchemaOpening(WarmDatabase database, DuckDbSession session, WarmSchema schema, StorageOptions options)
    {
        _database = database;
        _session = session;
        _schema = schema;
        _options = options;
    }

    public Guid StoreId => _schema.StoreId!.Value;

    /// <summary>Gets the tables that the store holds and the program does not declare.</summary>
    public IReadOnlyList<TableSchema> Undeclared => _schema.Undeclared;

    /// <summary>Gets the tables that the program declares, as the store has them.</summary>
    public IReadOnlyList<TableSchema> Declared => _schema.Declared;

    /// <summary>Gets how many digits the numbers of the store's own tables have.</summary>
    public NumberPrecision Precision => _schema.Precision;

    /// <summary>Looks at the schema; where the store is refused, its files are as they were.</summary>
    /// <exception cref="StoreCorruptException">The database has lost everything, or is no store's.</exception>
    public static SchemaOpening Inspect(WarmDatabase database, StoreFolder folder, StorageOptions options)
    {
        var session = database.Connect();
        try
        {
            // A store gets its database when it is whole: one without tables is none of a store that was being made.
            var schema = WarmSchema.Inspect(session, options);
            return schema.StoreId is not null ? new SchemaOpening(database, session, schema, options) : throw new StoreCorruptException(
                $"The database file '{folder.Relative(folder.Database)}' holds no table of a store. Put the right one back, or restore a backup of the whole folder; to begin anew take another folder. Nothing was changed.",
                [$"{folder.Relative(folder.Database)} is empty."]);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public AppliedSequences LoadApplied() => AppliedSequences.Load(_session);

    /// <summary>Reads how far the database had come.</summary>
    public DatabaseProgress LoadProgress() => DatabaseProgress.Load(_session, StoreId);

    /// <summary>Returns the files that the manifest names and that are not there as a whole.</summary>
    public IReadOnlyList<string> LackingFiles(StoreFolder folder) => DatabaseProgress.LackingFiles(_session, folder);

    /// <summary>Returns the store that the first Parquet file that says so is of.</summary>
    public Guid? StoreOfFiles(StoreFolder folder) => FolderWalk.Files(folder.Cold).Where(f => ColdFileName.TryParse(folder.Relative(f)) is not null)
        .Select(f => ColdFileOrigin.Read(_session, f)?.StoreId).FirstOrDefault(id => id is not null);

    /// <summary>Has the database say that it is as far as the mark, which is on the disk already; where it is not.</summary>
    public void CatchUpWith(StoreMarkFile mark)
    {
        if (LoadProgress().Checkpoint >= mark.Checkpoint)
        {
            return;
        }

        _session.Execute($"BEGIN; {DatabaseProgress.Sql(mark.Generation, mark.Checkpoint, _options.TimeProvider.GetUnixMicroseconds())} COMMIT;");
        _database.Checkpoint.Run(_session);
    }

    /// <summary>Brings the schema up to date.</summary>
    public void Apply() => _schema.Apply(_session, _database.Checkpoint, _options.TimeProvider, _options.Writing.Reached);

    public void Dispose() => _session.Dispose();
}
