using TradeStore.DuckDb.Engine;
using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Reading;

/// <summary>A READ ONLY transaction over a pinned map: one snapshot of all partitions, however many statements read it.</summary>
internal sealed class ReadTransaction : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly PinnedTierMap _pin;

    public ReadTransaction(DuckDbSession session, TierMaps maps)
    {
        _session = session;
        _pin = maps.Pin();
        try
        {
            session.Execute("BEGIN TRANSACTION READ ONLY");
        }
        catch
        {
            _pin.Dispose();
            throw;
        }
    }

    public TierMap Map => _pin.Map;

    /// <summary>Fixes the snapshot, and returns the sequence number up to which its partitions hold a table's rows.</summary>
    public long Applied(TableSchema table)
    {
        using var result = _session.Query($"SELECT max(sequence) FROM _applied WHERE stream = '{table.Name}'");
        using var chunk = result.FetchChunk();
        return chunk is null || chunk.GetVector(0).IsNull(0) ? 0 : chunk.GetVector(0).Values<long>()[0];
    }

    public void Dispose()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // After a fatal error there is no transaction to end; what failed is on its way to the caller.
        }

        _pin.Dispose();
    }
}
