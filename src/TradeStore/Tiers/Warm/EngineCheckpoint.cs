using TradeStore.DuckDb.Engine;

namespace TradeStore.Tiers.Warm;

/// <summary>Writes the engine's log into the database file, when the engine can.</summary>
internal static class EngineCheckpoint
{
    /// <summary>
    /// Returns false while a read goes on that began before the last update or schema change: the engine refuses until it has ended.
    /// </summary>
    public static bool TryRun(DuckDbSession session)
    {
        try
        {
            session.Execute("CHECKPOINT");
            return true;
        }
        catch (DuckDbException refusal) when (refusal is { ErrorType: DuckDbErrorType.Transaction, IsFatal: false })
        {
            return false;
        }
    }
}
