using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class RetentionTests : JournalTestBase
{
    private JournalLog OpenWith(MemoryStorage storage, long retentionBytes) =>
        JournalLog.Open(Settings(storage, 1024) with { RetentionAge = TimeSpan.FromHours(24), RetentionBytes = retentionBytes });

    /// <summary>One frame a file, one hour apart.</summary>
    private void WriteHourly(JournalLog log, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            log.WriteGroup([TestPayload.OfLength(800)]);
            Time.Now += TimeSpan.FromHours(1);
        }
    }

    [Test]
    public void Segments_older_than_the_retention_go_up_to_the_checkpoint([Values] bool reopened)
    {
        var storage = new MemoryStorage();
        var log = OpenWith(storage, 1 << 20);
        WriteHourly(log, 30);
        if (reopened)
        {
            log.Dispose();
            log = OpenWith(storage, 1 << 20);
        }

        using (log)
        {
            log.Release(3);
            Assert.That(ReadAll(log).Keys.First(), Is.EqualTo(4));
            log.Release(30);
            // The clock is 30 hours on: frames 1 to 6 are older than 24 hours.
            Assert.That(ReadAll(log).Keys, Is.EqualTo(Enumerable.Range(7, 24).Select(sequence => (long)sequence)));
            Assert.That(storage.Files, Has.Count.EqualTo(24));
            Assert.That(log.SizeBytes, Is.EqualTo(24 * 1024));
        }

        using var again = OpenWith(storage, 1 << 20);
        Assert.That(again.ScanReport.IsClean, Is.True);
        Assert.That((again.ScanReport.FirstSequence, again.LastSequence), Is.EqualTo((7, 30)));
    }

    [Test]
    public void What_only_has_the_name_of_a_segment_is_somebodys_file_and_stays()
    {
        var storage = new MemoryStorage();
        using (var log = OpenWith(storage, 1024))
        {
            WriteHourly(log, 10);
            log.Release(10);
        }

        var files = storage.Files.Count;
        using (var file = storage.Create(JournalFileName.Of(2), 1000))
        {
            file.Write("my notes"u8, 0);
        }

        using var again = OpenWith(storage, 1024);
        again.WriteGroup([TestPayload.OfLength(800)]);
        again.Release(11);

        Assert.That(storage.Files.Keys, Does.Contain(JournalFileName.Of(2)));
        Assert.That(storage.Files, Has.Count.EqualTo(files + 1));
    }

    [Test]
    public void Segments_go_when_all_together_are_too_large_up_to_the_checkpoint()
    {
        var storage = new MemoryStorage();
        using var log = OpenWith(storage, 5 * 1024);
        WriteHourly(log, 10);
        log.Release(2);
        Assert.That(ReadAll(log).Keys.First(), Is.EqualTo(3));
        log.Release(10);
        Assert.That(ReadAll(log).Keys.First(), Is.EqualTo(6));
    }

    [Test]
    public void The_active_segment_never_goes()
    {
        var storage = new MemoryStorage();
        using var log = OpenWith(storage, 0);
        WriteHourly(log, 3);
        Time.Now += TimeSpan.FromDays(100);
        log.Release(long.MaxValue);
        Assert.That(ReadAll(log).Keys, Is.EqualTo(new long[] { 3 }));
        Assert.That(log.WriteGroup([TestPayload.OfLength(8)]), Is.EqualTo(4));
    }

    [Test]
    public void A_failed_deletion_is_tried_again()
    {
        var storage = new MemoryStorage();
        using var log = OpenWith(storage, 0);
        WriteHourly(log, 4);
        storage.FailIn = 2;
        Assert.That(() => log.Release(4), Throws.InstanceOf<IOException>());
        storage.Repair();
        log.Release(4);
        Assert.That(storage.Files, Has.Count.EqualTo(1));
        Assert.That(ReadAll(log).Keys, Is.EqualTo(new long[] { 4 }));
    }

    [Test]
    public void Segments_of_large_frames_go_with_the_others_and_count_as_long_as_they_are([Values] bool reopened)
    {
        var storage = new MemoryStorage();
        var settings = Slicing(storage) with { RetentionBytes = 5000 };
        var written = new SortedDictionary<long, string>();
        var log = JournalLog.Open(settings);
        for (var i = 1; i <= 6; i++)
        {
            Write(log, written, TestPayload.OfLength(8, i));
            WriteLarge(log, written, TestPayload.OfLength(3000, i));
        }

        if (reopened)
        {
            log.Dispose();
            log = JournalLog.Open(settings);
        }

        using (log)
        {
            // A large frame and a small one behind it in its file, or a small one that was left: 3,216 and 144 bytes.
            log.Release(7);
            Assert.That(ReadAll(log).Keys, Is.EqualTo(Enumerable.Range(8, 5).Select(n => (long)n)));
            log.Release(12);
            Assert.That(ReadAll(log).Keys.First(), Is.GreaterThan(8));
            Assert.That(log.SizeBytes, Is.EqualTo(storage.Files.Values.Sum(f => f.Length)).And.LessThanOrEqualTo(5000));
        }
    }
}
