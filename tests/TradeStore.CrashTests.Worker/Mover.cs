using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiering;

namespace TradeStore.CrashTests.Worker;

/// <summary>Moves rows between tables and files for as long as others write; and, where there is an archive, writes days that are too old and has them removed.</summary>
internal sealed class Mover(Store store, WorkerArguments arguments, AgingClock clock, Action<string> say)
{
    // Longer than rows are kept.
    private const int DaysOn = 100;
    private static readonly string[] Tables = ["market_ticks", "ohlcv_bars"];
    private readonly Random _random = new(arguments.Run);
    private int _days;

    /// <summary>Gets by how many days the clock of a run is ahead of that of the run before.</summary>
    public static int DaysOfARun => (RemovableDay.OfARun + 1) * DaysOn;

    public async Task MoveAsync(Func<bool> goOn)
    {
        while (goOn())
        {
            try
            {
                if (arguments.Archive.Length > 0 && _days < RemovableDay.OfARun && _random.Next(2) == 0)
                {
                    await RemoveAsync().ConfigureAwait(false);
                }
                else
                {
                    await MoveAsync().ConfigureAwait(false);
                }
            }
            catch (TradeStoreException exception) when (exception.Code == TradeStoreErrorCode.WriteConflict)
            {
                // Rows of the partition come all the time: it is tried again.
            }
        }
    }

    private Task<TieringReport> MoveAsync()
    {
        var table = Tables[_random.Next(Tables.Length)];
        var from = TickBatch.Day.AddDays(_random.Next(-60, 4));
        var to = _random.Next(2) == 0 ? from.AddDays(1) : from.AddDays(120);
        return _random.Next(4) switch
        {
            0 => store.Tiering.SealAsync(table, from, to),
            1 => store.Tiering.RestoreAsync(table, from, to),
            _ => store.Tiering.ExportAsync(table, from, to),
        };
    }

    private async Task RemoveAsync()
    {
        var number = (arguments.Run * RemovableDay.OfARun) + _days++;
        var day = new RemovableDay(number);
        await store.OrderFlow.AppendAsync(day.Rows()).ConfigureAwait(false);
        say($"-{number}");
        await (_random.Next(2) == 0
            ? store.Tiering.SealAsync(RemovableDay.Table, day.Day, day.Day.AddDays(1))
            : store.Tiering.ExportAsync(RemovableDay.Table, day.Day, day.Day.AddDays(1))).ConfigureAwait(false);
        clock.Advance(DaysOn);
        var due = () => TieringPlanner.Plan(store.Parts.Tiering!).Where(s => s.Table == RemovableDay.Table);
        var report = await store.Parts.TieringRun!.RunAsync(due, target: null, listener: null, CancellationToken.None).ConfigureAwait(false);
        if (report.Failed is [var failure, ..])
        {
            throw failure.Cause;
        }
    }
}
