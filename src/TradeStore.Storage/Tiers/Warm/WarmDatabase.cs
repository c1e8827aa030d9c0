using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm.Blocks;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>The opened DuckDB instance: the database file, and beside it a database in memory for the newest rows.</summary>
internal sealed class WarmDatabase : IDisposable
{
    /// <summary>The in-memory database's name in SQL.</summary>
    public const string MemtableCatalog = "memtable";

    /// <summary>An empty table in it, by which a read takes its snapshot of it.</summary>
    public const string MemtableSnapshot = MemtableCatalog + ".main._snapshot";

    /// <summary>The engine's setting for how the database file is laid out.</summary>
    public const string StorageSetting = "storage_compatibility_version";

    /// <summary>
    /// The first layout whose log says which database file and which checkpoint it belongs to. The engine replays any other log that it can read: another store's, or an older one, would
    /// change rows in silence.
    /// </summary>
    public const string StorageVersion = "v1.4.0";

    /// <summary>
    /// The optimizers that the engine does without: beside a checkpoint the pruner of row groups, and beside one of a table with deleted rows the late materialization, have statements with ORDER BY and LIMIT
    /// return nothing of a table that has rows (1.5.6; <c>docs/adr/0020</c>).
    /// </summary>
    public const string UnsafeOptimizers = "row_group_pruner,late_materialization";

    private readonly DuckDbInstance _instance;
    private readonly EngineFile? _file;
    private readonly string _path;

    private WarmDatabase(DuckDbInstance instance, EngineFile? file, StoreFolder folder)
    {
        _instance = instance;
        _file = file;
        _path = folder.Database;
        Checkpoint = new EngineCheckpoint(file, folder.CheckpointRecord);
    }

    /// <summary>Gets the way to every checkpoint.</summary>
    public EngineCheckpoint Checkpoint { get; }

    /// <summary>Gets the size of the engine's own log in bytes.</summary>
    public long LogSize => new FileInfo(_path + ".wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>Opens the database, replaying its log; the configuration is locked afterwards.</summary>
    /// <exception cref="DuckDbException">The file or its log cannot be read.</exception>
    public static WarmDatabase Open(StoreFolder folder, EngineOptions options, long recoveryMemory)
    {
        // Replaying a log can need more memory than running does, so the limit is lowered only afterwards.
        var instance = DuckDbInstance.Open(folder.Database, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["memory_limit"] = $"{recoveryMemory}B",
            ["threads"] = options.Threads.ToString(CultureInfo.InvariantCulture),
            ["temp_directory"] = folder.Temporary,
            ["wal_autocheckpoint"] = "1TB",
            [StorageSetting] = StorageVersion,
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["disabled_optimizers"] = UnsafeOptimizers,
        });
        try
        {
            using var session = instance.Connect();
            session.Execute("PRAGMA disable_checkpoint_on_shutdown");
            session.Execute($"ATTACH ':memory:' AS {MemtableCatalog}; CREATE TABLE {MemtableSnapshot} (stream VARCHAR, sequence BIGINT); SET memory_limit = '{options.MemoryLimit}B';");
            // The engine reads and writes the store's own files and no others. It keeps what it has read of their footers.
            var folders = string.Join(", ", new[] { folder.Cold, folder.Staging }.Select(TableDefinitionSql.Literal));
            session.Execute($"SET parquet_metadata_cache = true; SET allowed_directories = [{folders}]; SET enable_external_access = false; SET lock_configuration = true;");
            // Windows lets nobody read the file beside the engine; nothing is recorded there.
            return new WarmDatabase(instance, OperatingSystem.IsWindows() ? null : EngineFile.Open(folder.Database, FileAccess.Read), folder);
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    public DuckDbSession Connect() => _instance.Connect();

    /// <summary>Closes the database without writing its log into the file: the next opening replays it.</summary>
    public void Dispose()
    {
        _instance.Dispose();
        _file?.Dispose();
    }
}
