using TradeStore.CrashTests.Worker;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Opening;

namespace TradeStore.CrashTests;

/// <summary>The journal ends too early, or is not there at all.</summary>
internal sealed class JournalEndTests
{
    private static readonly DateTime Day = new(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    // Every 307th byte and the ends of the frames: the journal alone is cut at every byte elsewhere (TornTailTests). TRADESTORE_CRASH_CUT_STEP says another step.
    [Test]
    public async Task A_journal_cut_at_any_byte_of_its_last_batches_keeps_those_that_are_whole()
    {
        using var folder = new TemporaryFolder();
        var original = new StoreFolder(folder["original"]);
        var ends = await WriteUnappliedAsync(original);
        var frames = ends.Count - 1;
        var step = Seed.Times("TRADESTORE_CRASH_CUT_STEP", usual: 307, most: 1);
        var cuts = Enumerable.Range(0, (int)(ends[^1] - ends[^4])).Where(i => i % step == 0).Select(i => ends[^4] + 1 + i);
        foreach (var at in cuts.Concat(ends[^4..].SelectMany(e => new[] { e - 1, e, e + 1 })).Where(c => c <= ends[^1]).Distinct())
        {
            var copy = CopyOf(original, folder[$"{at}"]);
            Cut(SegmentOf(copy), at);
            var whole = ends.Count(e => e <= at) - 1;
            await using (var store = await OpenAsync(copy))
            {
                Assert.That(await BatchesAsync(store), Is.EqualTo(Enumerable.Range(0, whole)), $"cut at {at}");
                Assert.That(store.OpenReport.Findings.Count, Is.EqualTo(ends.Contains(at) ? 0 : 1), $"cut at {at}");
                await store.Ticks.AppendAsync(Batch(frames));
            }

            await using var again = await OpenAsync(copy);
            Assert.That(again.OpenReport.Findings, Is.Empty, $"cut at {at}");
            Assert.That(await BatchesAsync(again), Is.EqualTo(Enumerable.Range(0, whole).Append(frames)), $"cut at {at}");
            Directory.Delete(copy.Root, recursive: true);
        }
    }

    [Test]
    public async Task Without_its_journal_a_store_goes_on_behind_what_the_database_holds()
    {
        using var folder = new TemporaryFolder();
        var root = new StoreFolder(folder["store"]);
        await using (var store = await OpenAsync(root))
        {
            await AppendAsync(store, 0, 5);
        }

        Directory.Delete(root.Journal, recursive: true);
        await using (var store = await OpenAsync(root))
        {
            Assert.That(store.OpenReport.Findings, Has.Some.Contains("5 was acknowledged: the database (5) holds what is not there; nothing is missing"));
            Assert.That(store.OpenReport.Lost, Is.Empty);
            Assert.That(await BatchesAsync(store), Is.EqualTo(Enumerable.Range(0, 5)));
            await AppendAsync(store, 5, 7);
            Assert.That(await BatchesAsync(store), Is.EqualTo(Enumerable.Range(0, 7)));
        }

        await using var again = await OpenAsync(root);
        Assert.That((again.OpenReport.DatabaseSequence, again.OpenReport.JournalSequence), Is.EqualTo((7, 7)));
        Assert.That(again.OpenReport.Findings, Is.Empty);
        Assert.That(await BatchesAsync(again), Is.EqualTo(Enumerable.Range(0, 7)));
    }

    [Test]
    public async Task What_was_only_in_memory_when_the_journal_went_is_told()
    {
        using var folder = new TemporaryFolder();
        var root = new StoreFolder(folder["store"]);
        var copy = new StoreFolder(folder["copy"]);
        await using (var store = await OpenAsync(root))
        {
            // Ticks wait in memory for a second, bars are in their partition at once: the database holds the second batch and not the first.
            await AppendAsync(store, 0, 1);
            await store.Bars.AppendAsync(new BarBatch(new BatchId(0, BatchId.Producers - 1, 0)).Rows());
            await store.WaitUntilAppliedAsync();
            CopyOf(root, copy.Root);
        }

        Directory.Delete(copy.Journal, recursive: true);
        var refusal = (await Assert.ThrowsAsync<StoreCorruptException>(() => OpenAsync(copy)))!;
        Assert.That(refusal.Findings, Has.Some.Contains("the database does not hold 1."));
        await using var without = await Store.OpenAsync(copy.Root, KilledStore.Options(DamagePolicy.AcceptDataLoss));
        Assert.That(without.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(1, 1) }));
        Assert.That(await BatchesAsync(without), Is.Empty);
        Assert.That(await without.Bars.GetAsync(new BarQuery()), Is.Not.Empty);
    }

    [Test]
    public async Task The_last_batch_is_damage_and_no_torn_tail_where_the_database_is_further()
    {
        using var folder = new TemporaryFolder();
        var root = new StoreFolder(folder["store"]);
        var copy = new StoreFolder(folder["copy"]);
        await using (var store = await OpenAsync(root))
        {
            // The ticks are in memory, the bars in the database.
            await AppendAsync(store, 0, 1);
            await store.Bars.AppendAsync(new BarBatch(new BatchId(0, BatchId.Producers - 1, 0)).Rows());
            await store.WaitUntilAppliedAsync();
            CopyOf(root, copy.Root);
        }

        // The ticks' frame, and the bars' whose durable sequence would testify for it.
        var segment = SegmentOf(copy);
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[64 + 100] ^= 1;
        bytes[bytes.AsSpan().LastIndexOfAnyExcept((byte)0)] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        await Assert.ThrowsAsync<StoreCorruptException>(() => OpenAsync(copy));
        Assert.That(await File.ReadAllBytesAsync(segment), Is.EqualTo(bytes), "A refusal changes nothing.");
        await using var without = await Store.OpenAsync(copy.Root, KilledStore.Options(DamagePolicy.AcceptDataLoss));
        Assert.That(without.OpenReport.Lost, Is.Not.Empty);
        Assert.That(without.OpenReport.Lost[0].From, Is.EqualTo(1));
    }

    // Journalled and not applied: the copy is made while the store is open and waits.
    private static async Task<List<long>> WriteUnappliedAsync(StoreFolder original)
    {
        var live = new StoreFolder(original.Root + ".live");
        var ends = new List<long>();
        var options = KilledStore.Options();
        options.Writing.MaximumDelay = TimeSpan.FromSeconds(10);
        await using var store = await Store.OpenAsync(live.Root, options);

        // The mark is written without a flush: what a power cut leaves of it is older than what it leaves of the journal.
        var mark = ReadShared(live.Mark);
        for (var batch = 0; batch < 6; batch++)
        {
            await store.Ticks.AppendAsync(Batch(batch));
            ends.Add(UsedEnd(SegmentOf(live)));
        }

        CopyOf(live, original.Root);
        await File.WriteAllBytesAsync(original.Mark, mark);
        ends.Insert(0, 64);
        return ends;
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static long UsedEnd(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        long offset = 64;
        while (BitConverter.ToUInt32(bytes, (int)offset) != 0)
        {
            offset += BitConverter.ToUInt32(bytes, (int)offset + 4);
        }

        return offset;
    }

    private static void Cut(string file, long at)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(at);
    }

    private static string SegmentOf(StoreFolder folder) => Directory.EnumerateFiles(folder.Journal, "*.log").Single();

    private static StoreFolder CopyOf(StoreFolder from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from.Root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "store.lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new StoreFolder(to);
    }

    private static Task<Store> OpenAsync(StoreFolder folder) => Store.OpenAsync(folder.Root, KilledStore.Options());

    private static async Task AppendAsync(Store store, int from, int to)
    {
        for (var batch = from; batch < to; batch++)
        {
            await store.Ticks.AppendAsync(Batch(batch));
        }
    }

    // Two rows without a sequence number: doubled rows would be seen.
    private static List<Tick> Batch(int number) => [.. Enumerable.Range(0, 2).Select(row => new Tick
    {
        Exchange = "X",
        Symbol = "S",
        Timestamp = Day.AddSeconds(number),
        LastPrice = number,
        LastSize = row,
    })];

    private static async Task<List<int>> BatchesAsync(Store store)
    {
        var rows = await store.Ticks.GetAsync("X", "S", Day, Day.AddDays(1));
        Assert.That(rows.GroupBy(r => r.LastPrice).Select(g => g.Count()), Has.All.EqualTo(2));
        return [.. rows.Select(r => (int)r.LastPrice!.Value).Distinct().Order()];
    }
}
