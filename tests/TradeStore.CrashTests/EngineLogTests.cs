using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;

namespace TradeStore.CrashTests;

/// <summary>The engine's own log is disposable: whatever becomes of it, the journal has all of it.</summary>
internal sealed class EngineLogTests
{
    private static readonly KilledStore Killed = KilledStore.Make();

    [OneTimeTearDown]
    public static void Remove() => Killed.Dispose();

    [Test]
    public async Task A_log_cut_anywhere_loses_nothing([Random(0.0, 1.0, 6)] double share)
    {
        var folder = Killed.Copy();
        using (var log = File.OpenWrite(KilledStore.LogFile(folder)))
        {
            log.SetLength((long)(log.Length * share));
        }

        await CheckAsync(folder);
    }

    [Test]
    public async Task A_log_whose_end_is_zeros_loses_nothing([Values(1, 100, 5_000, 40_000)] int bytes)
    {
        var folder = Killed.Copy();
        using (var log = File.OpenWrite(KilledStore.LogFile(folder)))
        {
            log.Seek(-bytes, SeekOrigin.End);
            log.Write(new byte[bytes]);
        }

        await CheckAsync(folder);
    }

    [Test]
    public async Task A_log_of_garbage_loses_nothing([Values(10, 20_000)] int bytes)
    {
        var folder = Killed.Copy();
        var garbage = new byte[bytes];
        Seed.Next("garbage").NextBytes(garbage);
        await File.WriteAllBytesAsync(KilledStore.LogFile(folder), garbage);
        await CheckAsync(folder);
    }

    [Test]
    public async Task A_damaged_log_is_set_aside_with_the_reason_and_the_journal_replayed()
    {
        var folder = Killed.Copy();
        var damaged = await File.ReadAllBytesAsync(KilledStore.LogFile(folder));

        // Within an entry, which a checksum covers: a changed length of one is an end of the log to the engine, and no damage.
        var name = damaged.AsSpan(0, damaged.Length / 2).LastIndexOf("market_ticks"u8);
        Assert.That(name, Is.Positive, "An entry names its table.");
        damaged[name] ^= 1;
        await File.WriteAllBytesAsync(KilledStore.LogFile(folder), damaged);
        await CheckAsync(folder, isSetAside: true);
        var kept = Directory.EnumerateFiles(folder.Quarantine).Select(Path.GetFileName).ToList();
        Assert.That(kept, Has.Some.EndsWith(".wal").And.Some.EndsWith("reason.txt"));
        Assert.That(await File.ReadAllBytesAsync(Directory.EnumerateFiles(folder.Quarantine, "*.wal").Single()), Is.EqualTo(damaged));
        Assert.That(await File.ReadAllTextAsync(Directory.EnumerateFiles(folder.Quarantine, "*reason.txt").Single()), Does.Contain("journal"));

        // The second time there is nothing to say any more.
        await using var again = await Store.OpenAsync(folder.Root, KilledStore.Options());
        Assert.That(again.OpenReport.SetAside, Is.Empty);
        Assert.That(await Killed.CheckAsync(again), Is.Empty);
    }

    [Test]
    public async Task What_a_killed_checkpoint_left_beside_the_log_loses_nothing([Values(".wal.checkpoint", ".wal.recovery")] string suffix, [Values] bool isGarbage)
    {
        var folder = Killed.Copy();
        var bytes = isGarbage ? [1, 2, 3, 4, 5, 6, 7, 8] : await File.ReadAllBytesAsync(KilledStore.LogFile(folder));
        await File.WriteAllBytesAsync(folder.Database + suffix, bytes);
        await CheckAsync(folder);
    }

    [Test]
    public async Task A_log_that_does_not_fit_into_memory_is_set_aside()
    {
        using var large = KilledStore.Make(
            batches: 300,
            logSize: 12L << 20,
            new WorkerArguments { Folder = "", TransactionRows = 20_000, DelayMilliseconds = 0, CheckpointMegabytes = 4_096 });
        var folder = large.Copy();
        var options = KilledStore.Options();
        options.Engine.RecoveryMemoryLimit = 6L << 20;
        await using var store = await Store.OpenAsync(folder.Root, options);
        Assert.That(store.OpenReport.SetAside, Is.Not.Empty);
        Assert.That(store.OpenReport.Findings, Has.Some.Contains("set aside"));
        Assert.That(await large.CheckAsync(store), Is.Empty);
    }

    [Test]
    public async Task A_damaged_database_file_is_refused_and_everything_stays_as_it_was([Values] bool hasLog)
    {
        var folder = Killed.Copy();
        using (var database = File.OpenWrite(folder.Database))
        {
            database.Write(new byte[12_288]);
        }

        if (!hasLog)
        {
            File.Delete(KilledStore.LogFile(folder));
        }

        var before = Contents(folder);
        var refusal = (await Assert.ThrowsAsync<StoreCorruptException>(() => Store.OpenAsync(folder.Root, KilledStore.Options())))!;
        Assert.That(refusal.Message, Does.Contain("store.duckdb"));
        Assert.That(Contents(folder), Is.EqualTo(before));

        // The same folder opens when the file is put back.
        File.Copy(Killed.Original.Database, folder.Database, overwrite: true);
        await CheckAsync(folder);
    }

    [Test]
    public async Task A_missing_database_beside_a_journal_is_refused()
    {
        var folder = Killed.Copy();
        File.Delete(folder.Database);
        var before = Contents(folder);
        await Assert.ThrowsAsync<StoreCorruptException>(() => Store.OpenAsync(folder.Root, KilledStore.Options()));
        Assert.That(Contents(folder), Is.EqualTo(before));
    }

    private static async Task CheckAsync(StoreFolder folder, bool? isSetAside = null)
    {
        await using var store = await Store.OpenAsync(folder.Root, KilledStore.Options());
        TestContext.Out.WriteLine($"replayed {store.OpenReport.ReplayedBatches}, set aside {store.OpenReport.SetAside.Count}");
        Assert.That(store.OpenReport.Lost, Is.Empty);
        Assert.That(await Killed.CheckAsync(store), Is.Empty);
        if (isSetAside is { } expected)
        {
            Assert.That(store.OpenReport.SetAside.Count > 0, Is.EqualTo(expected));
            Assert.That(store.OpenReport.Findings, Has.Some.Contains("set aside"));
        }
    }

    private static Dictionary<string, string> Contents(StoreFolder folder) => Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("store.holder", StringComparison.Ordinal) && !f.Contains("store.lock", StringComparison.Ordinal))
        .ToDictionary(
            f => Path.GetRelativePath(folder.Root, f),
            f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))),
            StringComparer.Ordinal);
}
