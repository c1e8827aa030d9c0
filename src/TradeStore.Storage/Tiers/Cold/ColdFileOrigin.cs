using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>What a Parquet file says of where it comes from, in its footer.</summary>
/// <param name="StoreId">The store; <see langword="null"/> in files of before they said so.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Segment">The segment's number.</param>
internal sealed record ColdFileOrigin(Guid? StoreId, string? Table, string? Partition, string? Segment)
{
    /// <summary>Reads it; <see langword="null"/> where the file is no whole Parquet file.</summary>
    public static ColdFileOrigin? Read(DuckDbSession session, string path)
    {
        try
        {
            var said = session.QueryTexts($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({TableDefinitionSql.Literal(path)})", columns: 2).ToLookup(row => row[0], row => row[1], StringComparer.Ordinal);
            return new ColdFileOrigin(
                Guid.TryParse(said["tradestore.store"].FirstOrDefault(), out var id) ? id : null,
                said["tradestore.table"].FirstOrDefault(),
                said["tradestore.partition"].FirstOrDefault(),
                said["tradestore.segment"].FirstOrDefault());
        }
        catch (DuckDbException exception) when (!exception.IsFatal)
        {
            return null;
        }
    }
}
