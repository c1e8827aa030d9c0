using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;

namespace TradeStore.Storage.Writing;

/// <summary>How transactions of the engine begin and end.</summary>
internal static class Transactions
{
    /// <summary>Runs a transaction; whatever goes wrong in it leaves nothing of it.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="work">What it writes.</param>
    /// <param name="committing">Called when all but the COMMIT is done.</param>
    public static void Run(DuckDbSession session, Action work, Action? committing = null)
    {
        session.Execute("BEGIN");
        try
        {
            work();
            committing?.Invoke();
            session.Execute("COMMIT");
        }
        catch
        {
            Rollback(session);
            throw;
        }
    }

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
