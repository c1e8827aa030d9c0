using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Reading;

/// <summary>A READ ONLY transaction over a pinned map: one snapshot of all partitions, however many statements read it.</summary>
internal sealed class ReadTransaction : IDisposable
{
    // Each database's snapshot is taken at its first use, so that one statement uses both.
    private const string TakeSnapshot = $"SELECT stream, sequence FROM _applied UNION ALL SELECT stream, sequence FROM {WarmDatabase.MemtableSnapshot}";
    private readonly Dictionary<string, long> _applied = new(StringComparer.Ordinal);
    private readonly DuckDbSession _session;
    private PinnedTierMap _pin;

    public ReadTransaction(DuckDbSession session, TierMaps maps)
    {
        _session = session;
        _pin = maps.Pin();
        try
        {
            Begin();

            // Rows of a segment that came after the map was pinned may be in the snapshot: half of a batch would be missed.
            while (_pin.Map.Version != maps.Current.Version)
            {
                Rollback();
                _pin.Dispose();
                _pin = maps.Pin();
                Begin();
            }
        }
        catch
        {
            Rollback();
            _pin.Dispose();
            throw;
        }
    }

    /// <summary>Gets the map of what the snapshot holds.</summary>
    public TierMap Map => _pin.Map;

    /// <summary>Returns the sequence number up to which the snapshot's partitions hold a table's rows.</summary>
    public long Applied(TableSchema table) => _applied.GetValueOrDefault(table.Name);

    /// <summary>Has segments of one table tell which series they hold, where that is not known yet; it is remembered.</summary>
    public void Learn(IEnumerable<Segment> segments) => UncountedSegments.Learn(_session, segments);

    public void Dispose()
    {
        Rollback();
        _pin.Dispose();
    }

    private void Begin()
    {
        _session.Execute("BEGIN TRANSACTION READ ONLY");
        _applied.Clear();
        using var result = _session.Query(TakeSnapshot);
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    _applied[chunk.GetVector(0).GetString(row)] = chunk.GetVector(1).Values<long>()[row];
                }
            }
        }
    }

    private void Rollback()
    {
        while (true)
        {
            try
            {
                _session.Execute("ROLLBACK");
                return;
            }
            catch (DuckDbException failure) when (failure.IsInterrupt)
            {
                // Meant for the query that has ended: an open transaction would be left to the next one.
            }
            catch (DuckDbException)
            {
                // There is none to end, or the engine has failed for good; what did is on its way to the caller.
                return;
            }
        }
    }
}
