using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class DamageTests : JournalTestBase
{
    private const int FrameLength = 64 + 8 + 800;

    private static MemoryStorage Written(DamageTests tests, int frames, out SortedDictionary<long, string> written)
    {
        var storage = new MemoryStorage();
        written = [];
        using var log = tests.Open(storage, 4096);
        for (var frame = 1; frame <= frames; frame++)
        {
            Write(log, written, TestPayload.OfLength(800, frame));
        }

        return storage;
    }

    private static string[] Names(MemoryStorage storage) => [.. storage.Files.Keys.Order(StringComparer.Ordinal)];

    [Test]
    public void A_damaged_acknowledged_frame_is_reported_and_all_others_are_read()
    {
        var storage = Written(this, 10, out var written);
        var name = Names(storage)[0];
        storage[name][JournalFileHeader.Size + FrameLength + 300] ^= 4;
        storage[name][JournalFileHeader.Size + 2 * FrameLength + 5] ^= 64;
        var before = storage[name].ToArray();
        written.Remove(2);
        written.Remove(3);
        for (var opening = 0; opening < 2; opening++)
        {
            using var log = Open(storage, 4096);
            Assert.That(log.ScanReport.Losses, Is.EqualTo(new[] { new JournalLoss(2, 3, name, JournalFileHeader.Size + FrameLength, 2 * FrameLength) }));
            Assert.That(log.ScanReport.Cut, Is.Null);
            Assert.That(ReadAll(log), Is.EqualTo(written));
            Assert.That(storage[name], Is.EqualTo(before));
        }
    }

    [Test]
    public void The_end_of_a_segment_that_was_wiped_is_reported()
    {
        var storage = Written(this, 10, out var written);
        var name = Names(storage)[0];
        storage[name].AsSpan(JournalFileHeader.Size + 2 * FrameLength).Clear();
        using var log = Open(storage, 4096);
        var loss = log.ScanReport.Losses.Single();
        Assert.That((loss.FromSequence, loss.ToSequence, loss.File), Is.EqualTo((3, 4, name)));
        Assert.That(log.ScanReport.Cut, Is.Null);
        Assert.That(ReadAll(log), Is.EqualTo(written.Where(frame => frame.Key is not (3 or 4))));
    }

    [Test]
    public void A_missing_segment_is_reported_as_a_range()
    {
        var storage = Written(this, 12, out var written);
        storage.Delete(Names(storage)[1]);
        using var log = Open(storage, 4096);
        var loss = log.ScanReport.Losses.Single();
        Assert.That((loss.FromSequence, loss.ToSequence, loss.Bytes), Is.EqualTo((5, 8, 0)));
        Assert.That(ReadAll(log), Is.EqualTo(written.Where(frame => frame.Key is < 5 or > 8)));
    }

    [Test]
    public void A_damaged_segment_header_loses_no_frame([Values(0, 1, 2)] int journalFile, [Values(0, 9, 20, 35, 45, 62)] int at)
    {
        var storage = Written(this, 10, out var written);
        var name = Names(storage)[journalFile];
        storage[name][at] ^= 32;
        using (var log = Open(storage, 4096))
        {
            Assert.That(log.ScanReport.DamagedHeaders, Is.EqualTo(new[] { name }));
            Assert.That(log.ScanReport.Losses, Is.Empty);
            Assert.That(ReadAll(log), Is.EqualTo(written));
            Write(log, written, TestPayload.OfLength(8));
        }

        using var reopened = Open(storage, 4096);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
        Assert.That(reopened.ScanReport.DamagedHeaders, Is.EqualTo(new[] { name }));
    }

    [Test]
    public void After_damage_in_the_last_segment_a_new_one_is_begun()
    {
        var storage = Written(this, 3, out var written);
        var name = Names(storage).Single();
        storage[name][JournalFileHeader.Size + 100] ^= 1;
        var before = storage[name].ToArray();
        written.Remove(1);
        using (var log = Open(storage, 4096))
        {
            Write(log, written, TestPayload.OfLength(8));
            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        Assert.That(storage[name], Is.EqualTo(before));
        using var reopened = Open(storage, 4096);
        Assert.That(reopened.ScanReport.Losses.Single().FromSequence, Is.EqualTo(1));
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void A_segment_without_frames_still_testifies_what_was_acknowledged_before_it()
    {
        var storage = Written(this, 5, out var written);
        var names = Names(storage);
        storage[names[0]][JournalFileHeader.Size + 3 * FrameLength + 100] ^= 1;
        storage[names[1]].AsSpan(JournalFileHeader.Size).Clear();
        using var log = Open(storage, 4096);
        var loss = log.ScanReport.Losses.Single();
        Assert.That((loss.FromSequence, loss.ToSequence), Is.EqualTo((4, 4)));
        Assert.That(log.ScanReport.Cut, Is.Null);
        Assert.That(ReadAll(log), Is.EqualTo(written.Take(3)));
        Assert.That(log.LastSequence, Is.EqualTo(4));
    }

    [Test]
    public void A_frame_damaged_after_the_journal_was_opened_is_an_error_and_never_returned()
    {
        var storage = Written(this, 3, out _);
        using var log = Open(storage, 4096);
        storage[Names(storage).Single()][JournalFileHeader.Size + FrameLength + 200] ^= 1;
        Assert.That(() => ReadAll(log), Throws.InstanceOf<IOException>().With.Message.Contains("was whole when the journal was opened"));
    }

    [Test]
    public void A_last_segment_without_a_readable_byte_does_not_stand_in_the_way([Values(0, 30, 4096)] int length)
    {
        var storage = Written(this, 4, out var written);
        storage[JournalFileName.Of(5)] = new byte[length];
        using (var log = Open(storage, 4096))
        {
            Assert.That(log.ScanReport.DamagedHeaders, Is.EqualTo(new[] { JournalFileName.Of(5) }));
            Write(log, written, TestPayload.OfLength(3200));
        }

        using var reopened = Open(storage, 4096);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }
}
