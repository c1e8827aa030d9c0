using TradeStore.Errors;

namespace TradeStore.CrashTests.Worker;

/// <summary>Moves rows between tables and files for as long as others write.</summary>
public static class Mover
{
    private static readonly string[] Tables = ["market_ticks", "ohlcv_bars"];

    public static async Task MoveAsync(Store store, int seed, Func<bool> goOn)
    {
        var random = new Random(seed);
        while (goOn())
        {
            var table = Tables[random.Next(Tables.Length)];
            var from = TickBatch.Day.AddDays(random.Next(-60, 4));
            var to = random.Next(2) == 0 ? from.AddDays(1) : from.AddDays(120);
            try
            {
                await (random.Next(4) switch
                {
                    0 => store.Tiering.SealAsync(table, from, to),
                    1 => store.Tiering.RestoreAsync(table, from, to),
                    _ => store.Tiering.ExportAsync(table, from, to),
                }).ConfigureAwait(false);
            }
            catch (TradeStoreException exception) when (exception.Code == TradeStoreErrorCode.WriteConflict)
            {
                // Rows of the partition come all the time: it is tried again.
            }
        }
    }
}
