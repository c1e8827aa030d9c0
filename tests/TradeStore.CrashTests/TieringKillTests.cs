using TradeStore.Configuration;
using TradeStore.CrashTests.Worker;
using TradeStore.Tiering;

namespace TradeStore.CrashTests;

/// <summary>
/// Workers whose rows are moved between tables and files while they write die at each point of a move, or at any moment: what was acknowledged is there
/// exactly once, and what was not finished is gone. <c>TRADESTORE_CRASH_TIERING_KILLS</c> sets how many die at a moment.
/// </summary>
internal sealed class TieringKillTests
{
    private static readonly IReadOnlyList<string> Points =
    [
        .. new[] { TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Flushed, TieringPoint.Verified, TieringPoint.Published, TieringPoint.Switched }
            .Select(p => $"{nameof(TieringPoint)}.{p}"),
        .. new[] { WritingStep.Switching, WritingStep.Switched, WritingStep.Dropping, WritingStep.Deleting }.Select(s => $"{s}"),
    ];

    [Test]
    public async Task What_was_acknowledged_survives_a_death_at_each_point_of_a_move()
    {
        var random = Seed.Next("deaths");
        using var folder = new TemporaryFolder();
        var expected = new Expectation();
        var died = new List<string>();
        for (var run = 0; run < Points.Count; run++)
        {
            var arguments = Arguments(folder["store"], run, random) with { Step = Points[run], StepCount = random.Next(1, 4), CloseAfter = 60 };
            using var worker = WorkerProcess.Run(arguments, _ => false);
            if (worker.Phase == "open")
            {
                died.Add(Points[run]);
            }

            await CheckAsync(folder["store"], arguments, worker, expected);
        }

        Assert.That(died, Is.EqualTo(Points), "Each point is reached.");
    }

    [Test]
    public async Task What_was_acknowledged_survives_kills_at_any_moment_of_moves()
    {
        var random = Seed.Next("kills");
        using var folder = new TemporaryFolder();
        var expected = new Expectation();
        for (var run = 0; run < Seed.Times("TRADESTORE_CRASH_TIERING_KILLS", 12); run++)
        {
            var arguments = Arguments(folder["store"], run, random);
            var acknowledged = random.Next(1, 250);
            using var worker = WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= acknowledged);
            await CheckAsync(folder["store"], arguments, worker, expected);
        }
    }

    private static async Task CheckAsync(string folder, WorkerArguments arguments, WorkerProcess worker, Expectation expected)
    {
        TestContext.Out.WriteLine($"run {arguments.Run}: {arguments with { Folder = "" }}: {worker.Acknowledged.Count} acknowledged, died {worker.Phase}");
        expected.Add(arguments.Run, worker.Acknowledged);
        await using var store = await Store.OpenAsync(folder, arguments.Options());
        var wrong = await expected.CheckAsync(store);
        Assert.That(wrong.Take(10), Is.Empty, $"{wrong.Count} in all, in run {arguments.Run}");
        Assert.That(store.OpenReport.Lost, Is.Empty);
        Assert.That(store.OpenReport.SetAside, Is.Empty);
        var (files, map) = (store.Parts.Folder, store.Parts.Maps!.Current);
        var named = map.Segments(store.Parts.Catalog!.All).Select(s => s.File).OfType<string>().Select(files.Full);
        Assert.That(Directory.EnumerateFiles(files.Cold, "*", SearchOption.AllDirectories), Is.EquivalentTo(named));
        Assert.That(Directory.EnumerateFiles(files.Staging), Is.Empty);
    }

    private static WorkerArguments Arguments(string folder, int run, Random random) => new()
    {
        Folder = folder,
        Run = run,
        SegmentMegabytes = 4,
        DelayMilliseconds = random.Next(2) * 20,
        DirectRows = random.Next(2) == 0 ? 200 : 122_880,
        CheckpointMegabytes = random.Next(2) == 0 ? 1 : 128,
        Movers = 1,
    };
}
