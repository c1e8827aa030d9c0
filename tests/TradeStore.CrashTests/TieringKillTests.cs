using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests;

/// <summary>
/// Workers whose rows are moved between tables and files while they write die at each point of a move, or at any moment: what was acknowledged is there
/// exactly once, what was not finished is gone, and what was too old is there or in the archive. <c>TRADESTORE_CRASH_TIERING_KILLS</c> sets how many die at a moment.
/// </summary>
internal sealed class TieringKillTests
{
    private static readonly IReadOnlyList<string> Points =
    [
        .. new[] { TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Flushed, TieringPoint.Verified, TieringPoint.Published, TieringPoint.Switched }
            .Select(p => $"{nameof(TieringPoint)}.{p}"),
        .. new[] { WritingStep.Switching, WritingStep.Switched, WritingStep.Dropping, WritingStep.Deleting }.Select(s => $"{s}"),
    ];

    private static readonly IReadOnlyList<string> PointsOfRemovals =
    [
        .. new[] { TieringPoint.Superseded, TieringPoint.Copied, TieringPoint.Archived, TieringPoint.Settled, TieringPoint.Removed }.Select(p => $"{nameof(TieringPoint)}.{p}"),
        .. new[] { WritingStep.Switching, WritingStep.Switched }.Select(s => $"{nameof(TieringPoint)}.{TieringPoint.Settled}+{s}"),
        $"{nameof(TieringPoint)}.{TieringPoint.Removed}+{WritingStep.Deleting}",
    ];

    [Test]
    public Task What_was_acknowledged_survives_a_death_at_each_point_of_a_move() => DieAsync(Points, hasArchive: false, a => a with { CloseAfter = 60 });

    [Test]
    public Task What_is_too_old_is_there_or_in_the_archive_after_a_death_at_each_point_of_its_removal() =>
        DieAsync(PointsOfRemovals, hasArchive: true, a => a with { CloseAfter = 20, Producers = 2 });

    [Test]
    public async Task What_was_acknowledged_survives_kills_at_any_moment_of_moves()
    {
        var random = Seed.Next("kills");
        var kills = Seed.Times("TRADESTORE_CRASH_TIERING_KILLS", usual: 6, most: 150);
        const int MostRunsInOneStore = 15;
        for (var done = 0; done < kills;)
        {
            using var folder = new TemporaryFolder();
            var (expected, removed) = (new Expectation(), new RemovalLedger());
            for (var run = 0; run < MostRunsInOneStore && done < kills; run++)
            {
                var arguments = Arguments(folder, run, random, hasArchive: true);
                var acknowledged = random.Next(1, 250);
                using var worker = WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= acknowledged);
                await CheckAsync(arguments, worker, expected, removed);
                Seed.Tell("kills of moves", ++done);
            }
        }
    }

    private static async Task DieAsync(IReadOnlyList<string> points, bool hasArchive, Func<WorkerArguments, WorkerArguments> change)
    {
        var random = Seed.Next("deaths");
        using var folder = new TemporaryFolder();
        var (expected, removed) = (new Expectation(), new RemovalLedger());
        var died = new List<string>();
        for (var run = 0; run < points.Count; run++)
        {
            var arguments = change(Arguments(folder, run, random, hasArchive)) with { Step = points[run], StepCount = random.Next(1, 4) };
            using var worker = WorkerProcess.Run(arguments, _ => false);
            if (worker.Phase == "open")
            {
                died.Add(points[run]);
            }

            await CheckAsync(arguments, worker, expected, removed);
        }

        Assert.That(died, Is.EqualTo(points), "Each point is reached.");
        Assert.That(removed.Gone > 0, Is.EqualTo(hasArchive));
    }

    private static async Task CheckAsync(WorkerArguments arguments, WorkerProcess worker, Expectation expected, RemovalLedger removed)
    {
        TestContext.Out.WriteLine($"run {arguments.Run}: {arguments with { Folder = "", Archive = "" }}: {worker.Acknowledged.Count} acknowledged, {worker.Days.Count} to be removed, died {worker.Phase}");
        expected.Add(arguments.Run, worker.Acknowledged);
        removed.Add(arguments.Run, worker.Days);
        await using var store = await Store.OpenAsync(arguments.Folder, arguments.Options());
        IReadOnlyList<string> wrong = [.. await expected.CheckAsync(store), .. await removed.CheckAsync(store, arguments.Archive)];
        Assert.That(wrong.Take(10), Is.Empty, $"{wrong.Count} in all, in run {arguments.Run}");
        Assert.That(store.OpenReport.Lost, Is.Empty);
        Assert.That(store.OpenReport.SetAside.Where(f => !f.EndsWith(".parquet", StringComparison.Ordinal)), Is.Empty);
        var (files, map) = (store.Parts.Folder, store.Parts.Maps!.Current);
        var named = map.Segments(store.Parts.Catalog!.All).Select(s => s.File).OfType<string>().Select(files.Full);
        Assert.That(Directory.EnumerateFiles(files.Cold, "*", SearchOption.AllDirectories), Is.EquivalentTo(named));
        Assert.That(Directory.EnumerateFiles(files.Staging, "*", SearchOption.AllDirectories), Is.Empty);
    }

    private static WorkerArguments Arguments(TemporaryFolder folder, int run, Random random, bool hasArchive) => new()
    {
        Folder = folder["store"],
        Archive = hasArchive ? Directory.CreateDirectory(folder["archive"]).FullName : "",
        Run = run,
        JournalFileMegabytes = 4,
        DelayMilliseconds = random.Next(2) * 20,
        DirectRows = random.Next(2) == 0 ? 200 : 122_880,
        CheckpointMegabytes = random.Next(2) == 0 ? 1 : 128,
        Movers = 1,
    };
}
