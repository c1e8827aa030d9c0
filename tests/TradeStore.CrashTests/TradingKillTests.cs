using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests;

/// <summary>
/// Workers that trade beside ticks die at any moment and go on in the same folder: each acknowledged call is there exactly once and whole, no
/// call is there in part, and what a store has in memory is what its database holds. <c>TRADESTORE_CRASH_TRADING_KILLS</c> sets how many die.
/// </summary>
internal sealed class TradingKillTests
{
    private static readonly WritingStep[] Steps =
        [WritingStep.Applying, WritingStep.Committing, WritingStep.Committed, WritingStep.Flushing, WritingStep.Flushed, WritingStep.Checkpointing, WritingStep.Checkpointed];

    [Test]
    public async Task What_was_acknowledged_of_trading_survives_every_kill_exactly_once_and_whole()
    {
        var random = Seed.Next("trading kills");
        var kills = Seed.Times("TRADESTORE_CRASH_TRADING_KILLS", usual: 4, most: 150);
        const int MostRunsInOneStore = 4;
        for (var done = 0; done < kills; Seed.Tell("kills of trading", done))
        {
            using var folder = new TemporaryFolder();
            var runs = Math.Min(kills - done, MostRunsInOneStore);
            await KillOneStoreAsync(folder["store"], runs, random);
            done += runs;
        }
    }

    private static async Task KillOneStoreAsync(string folder, int runs, Random random)
    {
        var expected = new TradingExpectation();
        var ticks = new Expectation();
        for (var run = 0; run < runs; run++)
        {
            var arguments = Arguments(folder, run, random);
            using var worker = Kill(arguments, random);
            expected.Add(worker);
            ticks.Add(run, worker.Acknowledged);
            TestContext.Out.WriteLine(
                $"run {run}: {arguments with { Folder = "" }}: {worker.AcknowledgedCalls.Count} of {worker.Calls.Count} calls, {worker.Acknowledged.Count} batches, died {worker.Phase}");
            if (run < runs - 1 && random.Next(3) == 0)
            {
                // The next worker finds what this one has left, unless the parent tidies up in between.
                continue;
            }

            await using var store = await Store.OpenAsync(folder, arguments.Options());
            TestContext.Out.WriteLine($"  replayed {store.OpenReport.ReplayedBatches}, {store.OpenReport.Duration.TotalMilliseconds:0} ms, {string.Join(" ", store.OpenReport.Findings)}");
            await CheckAsync(store, expected, ticks, $"in run {run}");
            if (run == runs - 1)
            {
                await expected.ResendAsync(store);
                await CheckAsync(store, expected, ticks, "after sending all again");
            }
        }
    }

    private static async Task CheckAsync(Store store, TradingExpectation expected, Expectation ticks, string when)
    {
        var wrong = (await expected.CheckAsync(store)).Concat(await ticks.CheckAsync(store)).ToList();
        Assert.That(wrong.Take(10), Is.Empty, $"{wrong.Count} in all, {when}");
        Assert.That(store.OpenReport.Lost, Is.Empty);
    }

    private static WorkerProcess Kill(WorkerArguments arguments, Random random)
    {
        var acknowledged = random.Next(1, 250);
        switch (random.Next(4))
        {
            case 0:
                arguments = arguments with { CloseAfter = acknowledged };
                return WorkerProcess.Run(arguments, w => w.Phase == "closing");
            case 1:
                return WorkerProcess.Run(arguments, w => w.AcknowledgedCalls.Count >= acknowledged);
            default:
                var step = Steps[random.Next(Steps.Length)];
                arguments = arguments with { Step = $"{step}", StepCount = random.Next(1, step is WritingStep.Applying or WritingStep.Committing ? 60 : 5) };
                return WorkerProcess.Run(arguments, w => w.AcknowledgedCalls.Count >= 300);
        }
    }

    private static WorkerArguments Arguments(string folder, int run, Random random) => new()
    {
        Folder = folder,
        Run = run,
        Producers = 3,
        Traders = 5,
        JournalFileMegabytes = random.Next(2) == 0 ? 1 : 64,
        TransactionRows = random.Next(3) switch { 0 => 1_000, 1 => 5_000, _ => 245_760 },
        DelayMilliseconds = random.Next(3) switch { 0 => 0, 1 => 20, _ => 10_000 },
        DirectRows = random.Next(2) == 0 ? 200 : 122_880,
        CheckpointMegabytes = random.Next(2) == 0 ? 1 : 128,
    };
}
