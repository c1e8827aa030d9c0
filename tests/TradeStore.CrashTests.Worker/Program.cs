using System.Globalization;

namespace TradeStore.CrashTests.Worker;

/// <summary>Writes to a store until it is killed, and says which batches were acknowledged.</summary>
public static class Program
{
    private const int MovesAfterwards = 200;

    public static async Task<int> Main(string[] args)
    {
        var arguments = WorkerArguments.Parse(args);
        using var reports = new Reports();
        try
        {
            await WriteAsync(arguments, reports).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception)
        {
            reports.Say($"!{exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}");
            throw;
        }
    }

    private static async Task WriteAsync(WorkerArguments arguments, Reports reports)
    {
        var options = arguments.Options();
        var clock = new AgingClock(arguments.Archive.Length > 0 ? arguments.Run * Mover.DaysOfARun : 0);
        options.TimeProvider = clock;
        var death = new Death(arguments.Step, arguments.StepCount);
        var diesInABlock = arguments.Step.StartsWith(WorkerArguments.InABlock, StringComparison.Ordinal);
        options.Writing.Reached = diesInABlock
            ? new DeathInABlock(arguments.Folder, arguments.StepCount, int.Parse(arguments.Step.AsSpan(WorkerArguments.InABlock.Length), CultureInfo.InvariantCulture)).At
            : death.At;
        options.Tiering.Reached = death.At;
        reports.Say("opening");
        var store = await Store.OpenAsync(arguments.Folder, options).ConfigureAwait(false);
        reports.Say("open");
        var left = arguments.CloseAfter;
        var producers = Enumerable.Range(0, arguments.Producers).Select(producer => Task.Run(async () =>
        {
            for (var number = 0; number <= BatchId.LastNumber && Interlocked.Decrement(ref left) >= 0; number++)
            {
                var id = new BatchId(arguments.Run, producer, number);
                if (id.IsBars)
                {
                    await store.Bars.AppendAsync(new BarBatch(id).Rows()).ConfigureAwait(false);
                }
                else
                {
                    await store.Ticks.AppendAsync(new TickBatch(id).Rows()).ConfigureAwait(false);
                }

                reports.Say($"{id.Value}");
            }
        }));
        await Task.WhenAll(producers.Append(Task.Run(TradeAsync)).Append(Task.Run(MoveAsync)).Append(Task.Run(CheckpointAsync))).ConfigureAwait(false);
        reports.Say("closing");
        await store.DisposeAsync().ConfigureAwait(false);
        reports.Say("closed");

        // Who is to die of a checkpoint has one after the other.
        async Task CheckpointAsync()
        {
            while (diesInABlock && Volatile.Read(ref left) >= 0)
            {
                await store.CheckpointAsync().ConfigureAwait(false);
            }
        }

        async Task MoveAsync()
        {
            if (arguments.Movers > 0)
            {
                // Who is to die of a move has enough of them, also when all is written.
                var more = arguments.Step.Length > 0 ? MovesAfterwards : 0;
                var mover = new Mover(store, arguments, clock, reports.Say);
                await mover.MoveAsync(() => Volatile.Read(ref left) >= 0 || more-- > 0).ConfigureAwait(false);
            }
        }

        async Task TradeAsync()
        {
            if (arguments.Traders > 0)
            {
                await Trader.TradeAsync(store, arguments.Run, arguments.Traders, reports.Say, () => Interlocked.Decrement(ref left) >= 0).ConfigureAwait(false);
            }
        }
    }
}
