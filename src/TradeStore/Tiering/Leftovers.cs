using TradeStore.Errors;
using TradeStore.Tiers;
using TradeStore.Writing;

namespace TradeStore.Tiering;

/// <summary>Clears up after a build that was given up; what cannot be cleared up now is swept when the engine is opened again.</summary>
internal static class Leftovers
{
    public static async Task DropAsync(TieringContext context, Segment segment, WarmWriter madeBy)
    {
        try
        {
            await context.AskAsync(writer =>
            {
                if (ReferenceEquals(writer, madeBy))
                {
                    writer.Changes.DropUnnamed(segment);
                }
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException or DuckDb.Engine.DuckDbException)
        {
            // The store is being closed, or its engine has failed: the cause is on its way to the caller.
        }
    }
}
