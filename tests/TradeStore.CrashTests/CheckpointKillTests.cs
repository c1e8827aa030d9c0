using TradeStore.CrashTests.Worker;

namespace TradeStore.CrashTests;

/// <summary>
/// Workers that checkpoint all the time die while the engine writes a block with live metadata in place: whatever that leaves of the block, the store
/// opens with what was acknowledged, exactly once. <c>TRADESTORE_CRASH_CHECKPOINT_KILLS</c> sets how many die.
/// </summary>
internal sealed class CheckpointKillTests
{
    // All that a store holds is compared after each run.
    private const int MostRunsInOneStore = 10;
    private const int MostBatches = 2_000;

    [Test]
    public async Task What_was_acknowledged_survives_kills_inside_checkpoints()
    {
        var random = Seed.Next("kills inside checkpoints");
        var kills = Seed.Times("TRADESTORE_CRASH_CHECKPOINT_KILLS", usual: 3, most: 500);
        var (inside, torn) = (0, 0);
        for (var done = 0; done < kills;)
        {
            using var folder = new TemporaryFolder();
            var expected = new Expectation();
            for (var run = 0; run < MostRunsInOneStore && done < kills; run++)
            {
                var arguments = Arguments(folder["store"], run, random);
                using var worker = WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= MostBatches);
                inside += worker.Acknowledged.Count < MostBatches ? 1 : 0;
                expected.Add(run, worker.Acknowledged);
                await using var store = await Store.OpenAsync(arguments.Folder, arguments.Options());
                var findings = store.OpenReport.Findings;
                torn += findings.Any(f => f.Contains("torn", StringComparison.Ordinal)) ? 1 : 0;
                TestContext.Out.WriteLine($"{done}: {arguments.Step}, {worker.Acknowledged.Count} acknowledged, replayed {store.OpenReport.ReplayedBatches}: {string.Join(" ", findings)}");
                var wrong = await expected.CheckAsync(store);
                Assert.That(wrong.Take(10), Is.Empty, $"{wrong.Count} in all, in run {run}");
                Assert.That(store.OpenReport.Lost, Is.Empty);
                Assert.That(store.OpenReport.SetAside, Is.Empty);
                Seed.Tell("kills inside checkpoints", ++done);
            }
        }

        TestContext.Out.WriteLine($"{kills} kills, {inside} of them inside a checkpoint, {torn} blocks torn and mended; 0 rows lost, 0 doubled, 0 stores that did not open");
        Assert.That(inside, Is.Positive);
    }

    private static WorkerArguments Arguments(string folder, int run, Random random) => new()
    {
        Folder = folder,
        Run = run,
        JournalFileMegabytes = 4,
        TransactionRows = 5_000,
        DelayMilliseconds = 0,
        DirectRows = 200,
        CheckpointMegabytes = 128,
        Step = $"{WorkerArguments.InABlock}{random.Next(90)}",
        StepCount = random.Next(1, 6),
    };
}
