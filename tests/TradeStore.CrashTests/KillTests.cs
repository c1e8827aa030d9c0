using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests;

/// <summary>
/// Workers die at any moment, by their own hand or the parent's, and go on in the same folder: what was acknowledged is there exactly once,
/// and no batch is there in part. <c>TRADESTORE_CRASH_KILLS</c> sets how many die.
/// </summary>
internal sealed class KillTests
{
    private static readonly WritingStep[] StepsUnderLoad =
        [WritingStep.Applying, WritingStep.Committing, WritingStep.Committed, WritingStep.Flushing, WritingStep.Flushed, WritingStep.Checkpointing, WritingStep.Checkpointed];

    private static readonly WritingStep[] StepsOfOpening = [WritingStep.Committing, WritingStep.Committed, WritingStep.Checkpointing, WritingStep.Checkpointed];

    [Test]
    public async Task What_was_acknowledged_survives_every_kill_exactly_once()
    {
        var random = Seed.Next("kills");
        var kills = Seed.Times("TRADESTORE_CRASH_KILLS", usual: 12, most: 700);

        // All that a store holds is compared after each run.
        const int MostRunsInOneStore = 25;
        for (var done = 0; done < kills; Seed.Tell("kills", done))
        {
            using var folder = new TemporaryFolder();
            done += await KillOneStoreAsync(folder["store"], Math.Min(kills - done, MostRunsInOneStore), random);
        }
    }

    [Test]
    public async Task A_replay_that_is_killed_again_and_again_doubles_nothing()
    {
        using var killed = KilledStore.Make();
        var folder = killed.Copy();
        for (var run = 2; run < 8; run++)
        {
            // Each dies after the first transaction of its replay, before anything new was written.
            var step = run % 2 == 0 ? WritingStep.Committed : WritingStep.Committing;
            using var worker = WorkerProcess.Run(
                new WorkerArguments { Folder = folder.Root, Run = run, TransactionRows = 1_000, DirectRows = 1_000, Step = $"{step}" }, w => w.Phase == "open");
            Assert.That((worker.Phase, worker.Acknowledged.Count), Is.EqualTo(("opening", 0)), "There was nothing left to replay.");
        }

        await using var store = await Store.OpenAsync(folder.Root, KilledStore.Options());
        Assert.That(store.OpenReport.ReplayedBatches, Is.Not.Zero);
        Assert.That(await killed.CheckAsync(store), Is.Empty);
    }

    private static async Task<int> KillOneStoreAsync(string folder, int most, Random random)
    {
        var expected = new Expectation();
        var died = 0;
        for (var run = 0; died < most; run++)
        {
            var arguments = Arguments(folder, run, random);
            using var worker = Kill(arguments, random);
            expected.Add(run, worker.Acknowledged);
            died++;
            TestContext.Out.WriteLine($"run {run}: {arguments with { Folder = "" }}: {worker.Acknowledged.Count} acknowledged, died {worker.Phase}");
            if (random.Next(3) == 0)
            {
                // The next worker finds what this one has left, unless the parent tidies up in between.
                continue;
            }

            await using var store = await Store.OpenAsync(folder, arguments.Options());
            TestContext.Out.WriteLine($"  replayed {store.OpenReport.ReplayedBatches}, {store.OpenReport.Duration.TotalMilliseconds:0} ms, {string.Join(" ", store.OpenReport.Findings)}");
            var wrong = await expected.CheckAsync(store);
            Assert.That(wrong.Take(10), Is.Empty, $"{wrong.Count} in all, in run {run}");
            Assert.That(store.OpenReport.Lost, Is.Empty);
            Assert.That(store.OpenReport.SetAside, Is.Empty);
        }

        return died;
    }

    private static WorkerProcess Kill(WorkerArguments arguments, Random random)
    {
        var acknowledged = random.Next(1, 200);
        switch (random.Next(arguments.Run < 2 ? 8 : 7))
        {
            case 0 or 1 or 2:
                return WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= acknowledged);
            case 3 or 4:
                var step = StepsUnderLoad[random.Next(StepsUnderLoad.Length)];
                arguments = arguments with { Step = $"{step}", StepCount = random.Next(1, step is WritingStep.Applying or WritingStep.Committing ? 40 : 4) };
                return WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= 300);
            case 5:
                var isOwnHand = random.Next(2) == 0;
                arguments = arguments with { CloseAfter = acknowledged, Step = isOwnHand ? $"{WritingStep.Checkpointing}" : "" };
                return WorkerProcess.Run(arguments, w => w.Phase == "closing");
            case 6:
                // In the replay, where there is something to replay, or soon after.
                arguments = arguments with { Step = $"{StepsOfOpening[random.Next(StepsOfOpening.Length)]}", StepCount = random.Next(1, 3) };
                return WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= acknowledged);
            default:
                arguments = arguments with { Step = random.Next(2) == 0 ? $"{WritingStep.Creating}" : "" };
                return WorkerProcess.Run(arguments, w => arguments.Step.Length == 0 || w.Phase == "open");
        }
    }

    private static WorkerArguments Arguments(string folder, int run, Random random) => new()
    {
        Folder = folder,
        Run = run,
        JournalFileMegabytes = random.Next(2) == 0 ? 1 : 64,
        TransactionRows = random.Next(3) switch { 0 => 5_000, 1 => 30_000, _ => 245_760 },
        DelayMilliseconds = random.Next(3) switch { 0 => 0, 1 => 20, _ => 10_000 },
        DirectRows = random.Next(2) == 0 ? 200 : 122_880,
        CheckpointMegabytes = random.Next(2) == 0 ? 1 : 128,
    };
}
