using TradeStore.DuckDb.Engine;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>Drops the partitions' tables that no segment names: what a crash, or a step that was given up, left behind.</summary>
internal static class WarmSweep
{
    public static void Run(DuckDbSession session, EngineCheckpoint checkpoint, CheckpointRoom room, IEnumerable<string> named)
    {
        var known = named.ToHashSet(StringComparer.Ordinal);
        var debris = WarmTables.Locations(session).Where(location => !known.Contains(location)).Select(location => $"DROP TABLE {location};").ToList();
        if (debris.Count > 0)
        {
            session.Execute($"BEGIN; {string.Concat(debris)} COMMIT;");
            if (room.IsEnough)
            {
                checkpoint.Run(session);
            }
        }
    }
}
