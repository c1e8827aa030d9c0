using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>Frames that are written in slices, each into a file of its own, which gets its name when they are whole.</summary>
internal sealed class LargeFrameTests : JournalTestBase
{
    [TestCase(704, 2048)]
    [TestCase(5000, 2048)]
    [TestCase(5000, 1 << 16)]
    public void A_large_frame_is_one_frame_and_takes_its_number_when_it_is_whole(int length, int segmentBytes)
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        var groups = 0;
        using (var log = JournalLog.Open(Slicing(storage, segmentBytes)))
        {
            WriteLarge(log, written, TestPayload.OfLength(length, 1));
            WriteLarge(log, written, TestPayload.OfLength(length, 2), () => Write(log, written, TestPayload.OfLength(16, ++groups), TestPayload.OfLength(24)));
            Write(log, written, TestPayload.OfLength(32));
            WriteLarge(log, written, TestPayload.OfLength(length, 3) with { Table = "é" });
            Assert.That(groups, Is.EqualTo(((length + 8 + 299) / 300) + 1));
            Assert.That(ReadAll(log), Is.EqualTo(written));
            Assert.That(storage.Files.Keys, Has.None.EndsWith(".part"));
            Assert.That(log.SizeBytes, Is.EqualTo(storage.Files.Values.Sum(f => f.Length)));
        }

        using var reopened = JournalLog.Open(Slicing(storage, segmentBytes));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(reopened.SizeBytes, Is.EqualTo(storage.Files.Values.Sum(f => f.Length)));
        Write(reopened, written, TestPayload.OfLength(32));
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void A_large_frame_is_byte_for_byte_what_a_group_would_have_written()
    {
        var payload = TestPayload.OfLength(5000);
        var (sliced, whole) = (new MemoryStorage(), new MemoryStorage());
        using (var log = JournalLog.Open(Slicing(sliced)))
        {
            WriteLarge(log, [], payload);
        }

        using (var log = JournalLog.Open(Slicing(whole)))
        {
            log.WriteGroup([payload]);
        }

        Assert.That(sliced[JournalFileName.Of(1)], Is.EqualTo(whole[JournalFileName.Of(1)]));
    }

    [Test]
    public void A_segment_that_is_left_for_a_large_frame_ends_behind_its_last_frame()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = JournalLog.Open(Slicing(storage, 1 << 20)))
        {
            Write(log, written, TestPayload.OfLength(8));
            WriteLarge(log, written, TestPayload.OfLength(1000));
            Write(log, written, TestPayload.OfLength(8));
        }

        Assert.That(storage[JournalFileName.Of(1)], Has.Length.EqualTo(JournalFileHeader.Size + FrameHeader.Size + 8 + 8));
        Assert.That(storage.Files, Has.Count.EqualTo(2), "what comes behind the frame is in its journalFile");
        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void A_journal_that_is_cut_anywhere_has_the_large_frame_whole_or_names_it_lost([Values] bool isAcknowledged)
    {
        var source = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = JournalLog.Open(Slicing(source)))
        {
            WriteLarge(log, written, TestPayload.OfLength(1504), () => Write(log, written, TestPayload.OfLength(8)));
        }

        var (last, bytes) = (written.Keys.Last(), source[JournalFileName.Of(written.Keys.Last())]);
        var end = JournalFileHeader.Size + FrameHeader.Size + 8 + 1504;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var storage = new MemoryStorage();
            foreach (var name in source.Files.Keys)
            {
                storage[name] = [.. source[name]];
            }

            storage[JournalFileName.Of(last)] = bytes[..length];
            using var log = JournalLog.Open(Slicing(storage) with { AcknowledgedAtLeast = isAcknowledged ? last : 0 });
            var isWhole = length >= end;
            Assert.That(ReadAll(log).Keys, Is.EqualTo(written.Keys.Where(s => isWhole || s != last)), $"{length} bytes");
            Assert.That(log.ScanReport.Losses.Select(l => (l.FromSequence, l.ToSequence)), Is.EqualTo(isWhole || !isAcknowledged || length <= JournalFileHeader.Size ? [] : new[] { (last, last) }), $"{length} bytes");
        }
    }

    [Test]
    public void A_cut_that_left_an_empty_segment_is_in_no_frames_way([Range(0, 12)] int operation)
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            Write(log, written, TestPayload.OfLength(1904));
            log.WriteGroup([TestPayload.OfLength(1000)]);
        }

        storage[JournalFileName.Of(2)][500] ^= 1;
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            Assert.That((log.LastSequence, storage.Files.Count), Is.EqualTo((1, 2)));
            storage.FailIn = operation;
            try
            {
                WriteLarge(log, written, TestPayload.OfLength(1000));
            }
            catch (IOException) when (storage.Failed is not null)
            {
                Assert.That(log.IsFaulted, Is.EqualTo(storage.Failed == "sync folder" && storage.Files.Count == 2));
            }

            storage.Repair();
            if (log.IsFaulted)
            {
                return;
            }

            Write(log, written, TestPayload.OfLength(8));
            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }
}
