using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class RoundTripTests : JournalTestBase
{
    [Test]
    public void Random_groups_come_back_as_they_were_written_across_rotations_and_reopenings([Range(1, 40)] int seed)
    {
        var random = Seeded(seed);
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        var segmentBytes = random.Next(100, 3000) * 8L;
        for (var opening = 0; opening < 5; opening++)
        {
            using var log = Open(storage, segmentBytes);
            Assert.That(log.ScanReport.IsClean, Is.True);
            Assert.That(log.LastSequence, Is.EqualTo(written.Count));
            for (var group = random.Next(12); group > 0; group--)
            {
                Write(log, written, TestPayload.Group(random, 8, random.Next(2) == 0 ? 200 : 6000));
                Assert.That(log.DurableSequence, Is.EqualTo(written.Count));
            }

            Assert.That(ReadAll(log), Is.EqualTo(written));
            var from = random.Next(written.Count + 2);
            Assert.That(ReadAll(log, from), Is.EqualTo(written.Where(frame => frame.Key >= from)));
        }
    }

    [Test]
    public void On_a_real_disk_small_and_large_frames_come_back_after_reopening([Values] bool fsync)
    {
        using var folder = new TemporaryFolder();
        var settings = new JournalSettings
        {
            Folder = Path.Combine(folder.Path, "journal"), StoreId = StoreId, FileBytes = 1 << 20,
            Durability = fsync ? JournalDurability.Fsync : JournalDurability.Os,
        };
        var random = Seeded(7);
        SortedDictionary<long, string> written;
        using (var log = JournalLog.Open(settings))
        {
            written = Fill(log, random, 20, maxFrames: 10, maxLength: 100_000);
            Write(log, written, TestPayload.OfLength(3 << 20), TestPayload.OfLength(0), TestPayload.OfLength(48));
            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        using (var log = JournalLog.Open(settings))
        {
            Assert.That(log.ScanReport.IsClean, Is.True);
            Assert.That(log.ScanReport.Frames, Is.EqualTo(written.Count));
            Assert.That(ReadAll(log), Is.EqualTo(written));
            Assert.That(log.SizeBytes, Is.EqualTo(new DirectoryInfo(settings.Folder).EnumerateFiles().Sum(file => file.Length)));
            Assert.That(new DirectoryInfo(settings.Folder).EnumerateFiles().First().Length, Is.EqualTo(settings.FileBytes));
        }
    }

    [Test]
    public void A_frame_larger_than_a_segment_gets_one_of_its_own_size()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage, 4096))
        {
            Write(log, written, TestPayload.OfLength(100_000));
            Write(log, written, TestPayload.OfLength(8), TestPayload.OfLength(200_000), TestPayload.OfLength(16));
            Assert.That(storage.Files.Values.Select(file => file.Length), Does.Contain(64 + 64 + 8 + 200_000));
        }

        using var reopened = Open(storage, 4096);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void Ten_thousand_small_frames_of_a_group_are_few_writes_and_one_flush()
    {
        var storage = new MemoryStorage();
        using var log = Open(storage, 8 << 20);
        var written = new SortedDictionary<long, string>();
        Write(log, written, TestPayload.OfLength(8));
        storage.Writes = storage.Flushes = 0;
        Write(log, written, [.. Enumerable.Range(0, 10_000).Select(seed => TestPayload.OfLength(seed % 20 * 8, seed))]);
        Assert.That(storage.Writes, Is.LessThan(12));
        Assert.That(storage.Flushes, Is.EqualTo(1));
        Assert.That(ReadAll(log), Is.EqualTo(written));
    }
}
