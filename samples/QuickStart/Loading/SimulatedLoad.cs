using QuickStart.Simulation;
using TradeStore;

namespace QuickStart.Loading;

/// <summary>Stores a simulated day. A few batches are under way at a time, so that one group flush makes several of them durable.</summary>
internal static class SimulatedLoad
{
    private const int BatchesUnderWay = 8;

    /// <summary>Appends the part of the day that is not stored yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="day">The day.</param>
    /// <param name="stored">How many of its ticks an earlier run has stored.</param>
    /// <param name="report">Told the number of durable ticks after each batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>The number of ticks appended.</returns>
    public static async Task<long> RunAsync(Store store, SimulatedDay day, long stored, Action<long> report, CancellationToken cancellationToken)
    {
        var underWay = new Queue<(Task Durable, int Ticks)>();
        var appended = 0L;
        foreach (var batch in day.BatchesAfter(stored))
        {
            underWay.Enqueue((store.Ticks.AppendAsync(batch, cancellationToken).AsTask(), batch.Length));
            if (underWay.Count == BatchesUnderWay)
            {
                await FinishOldestAsync();
            }
        }

        while (underWay.Count > 0)
        {
            await FinishOldestAsync();
        }

        return appended;

        async Task FinishOldestAsync()
        {
            var (durable, ticks) = underWay.Dequeue();
            await durable;
            report(appended += ticks);
        }
    }
}
