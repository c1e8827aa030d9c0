using TradeStore.DuckDb.Engine;

namespace TradeStore.Writing;

/// <summary>How transactions of the engine end that failed.</summary>
internal static class Transactions
{
    /// <summary>Rolls back what there is to roll back.</summary>
    public static void Rollback(DuckDbSession session)
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // A failed COMMIT has rolled back already, and a fatal error leaves nothing to roll back; the cause is on its way up.
        }
    }
}
