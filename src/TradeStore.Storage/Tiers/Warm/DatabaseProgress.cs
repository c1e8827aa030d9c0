using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>How far the database had come, as it says itself; compared with <c>store.mark</c> when the store is opened.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Generation">How often the store had been opened when its last checkpoint was made.</param>
/// <param name="Checkpoint">The number of that checkpoint.</param>
internal sealed record DatabaseProgress(Guid StoreId, long Generation, long Checkpoint)
{
    private const string GenerationKey = "generation";
    private const string CheckpointKey = "checkpoint";

    public static DatabaseProgress Load(DuckDbSession session, Guid storeId)
    {
        var rows = session.QueryTexts($"SELECT key, value FROM system_metadata WHERE key IN ('{GenerationKey}', '{CheckpointKey}')", columns: 2).ToDictionary(row => row[0], row => Number(row[1]), StringComparer.Ordinal);
        return new DatabaseProgress(storeId, rows.GetValueOrDefault(GenerationKey), rows.GetValueOrDefault(CheckpointKey));
    }

    /// <summary>Returns the statements that note it. Not an UPDATE: the engine refuses a checkpoint while any read is older than one.</summary>
    public static string Sql(long generation, long checkpoint, long now) =>
        $"DELETE FROM system_metadata WHERE key IN ('{GenerationKey}', '{CheckpointKey}'); "
            + FormattableString.Invariant($"INSERT INTO system_metadata VALUES ('{GenerationKey}', '{generation}', {TableDefinitionSql.Timestamp(now)}), ('{CheckpointKey}', '{checkpoint}', {TableDefinitionSql.Timestamp(now)}); ");

    /// <summary>Returns the files that its manifest names and that are not there as a whole.</summary>
    public static IReadOnlyList<string> LackingFiles(DuckDbSession session, StoreFolder folder) =>
    [
        .. session.QueryTexts("SELECT location, CAST(bytes AS VARCHAR) FROM _segments WHERE tier = 'cold' ORDER BY location", columns: 2)
            .Where(row => new FileInfo(folder.Full(row[0])) is not { Exists: true } file || (row[1].Length > 0 && file.Length != Number(row[1])))
            .Select(row => row[0]),
    ];

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
