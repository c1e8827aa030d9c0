using TradeStore.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>Frames that are written in slices, each into a segment of its own, which gets its name when they are whole.</summary>
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

        Assert.That(sliced[SegmentName.Of(1)], Is.EqualTo(whole[SegmentName.Of(1)]));
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

        Assert.That(storage[SegmentName.Of(1)], Has.Length.EqualTo(SegmentHeader.Size + FrameHeader.Size + 8 + 8));
        Assert.That(storage.Files, Has.Count.EqualTo(2), "what comes behind the frame is in its segment");
        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void Whatever_fails_first_the_frame_is_not_there_and_the_log_goes_on_or_says_that_it_is_uncertain([Range(1, 34)] int operation, [Values] bool powerCut)
    {
        var random = Seeded(operation);
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        var large = TestPayload.OfLength(1504);
        var (isFaulted, isDone) = (false, false);
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            Write(log, written, TestPayload.OfLength(8));
            storage.FailIn = operation;
            try
            {
                WriteLarge(log, written, large, () => Write(log, written, TestPayload.OfLength(16)));
                isDone = true;
            }
            catch (IOException)
            {
                TestContext.Out.WriteLine($"{storage.Failed} failed");
            }

            isFaulted = log.IsFaulted;
            Assert.That(isDone, Is.EqualTo(storage.Failed is null));
            storage.Repair();
            if (!isFaulted)
            {
                Write(log, written, TestPayload.OfLength(24));
                WriteLarge(log, written, TestPayload.OfLength(800));
                Assert.That(ReadAll(log), Is.EqualTo(written));
            }
        }

        if (powerCut)
        {
            storage.LosePower(random);
        }

        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.Losses, Is.Empty);
        Assert.That(storage.Files.Keys, Has.None.EndsWith(".part"));
        Assert.That(storage.Aside, Is.Empty);
        var read = ReadAll(reopened);
        if (isFaulted && read.Count == written.Count + 1)
        {
            Assert.That(read.Last().Value, Is.AnyOf(large.ToString(), TestPayload.OfLength(16).ToString()), "whole, or not at all");
            written.Add(read.Last().Key, read.Last().Value);
        }

        Assert.That(read, Is.EqualTo(written));
    }

    [Test]
    public void Whatever_fails_and_whichever_pages_reach_the_disk_large_frames_are_there_or_not([Range(1, 300)] int seed)
    {
        var random = Seeded(seed);
        var storage = new MemoryStorage();
        var acknowledged = new SortedDictionary<long, string>();
        for (var life = 0; life < 8; life++)
        {
            var unfinished = Live(storage, random, acknowledged);
            storage.LosePower(random);
            using var log = JournalLog.Open(Slicing(storage));
            Assert.That((log.ScanReport.Losses.Count, log.ScanReport.DamagedHeaders.Count), Is.EqualTo((0, 0)));

            // But for one whose very header was torn, which says nothing of whose it is.
            Assert.That(storage.Files.Where(f => SegmentName.IsPart(f.Key)).All(f => f.Value.Current.AsSpan(SegmentHeader.Size).IndexOfAnyExcept((byte)0) < 0));
            foreach (var (sequence, text) in ReadAll(log).Where(f => f.Key > acknowledged.Count))
            {
                Assert.That(unfinished, Is.Not.Empty, $"{sequence} was never to be there");
                Assert.That(text, Is.EqualTo(unfinished[0].ToString()));
                unfinished = unfinished[1..];
                acknowledged.Add(sequence, text);
            }

            Assert.That(ReadAll(log), Is.EqualTo(acknowledged));
        }
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

        var (last, bytes) = (written.Keys.Last(), source[SegmentName.Of(written.Keys.Last())]);
        var end = SegmentHeader.Size + FrameHeader.Size + 8 + 1504;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var storage = new MemoryStorage();
            foreach (var name in source.Files.Keys)
            {
                storage[name] = [.. source[name]];
            }

            storage[SegmentName.Of(last)] = bytes[..length];
            using var log = JournalLog.Open(Slicing(storage) with { AcknowledgedAtLeast = isAcknowledged ? last : 0 });
            var isWhole = length >= end;
            Assert.That(ReadAll(log).Keys, Is.EqualTo(written.Keys.Where(s => isWhole || s != last)), $"{length} bytes");
            Assert.That(log.ScanReport.Losses.Select(l => (l.FromSequence, l.ToSequence)), Is.EqualTo(isWhole || !isAcknowledged || length <= SegmentHeader.Size ? [] : new[] { (last, last) }), $"{length} bytes");
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

        storage[SegmentName.Of(2)][500] ^= 1;
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            Assert.That((log.LastSequence, storage.Files.Count), Is.EqualTo((1, 2)));
            storage.FailIn = operation;
            try
            {
                WriteLarge(log, written, TestPayload.OfLength(1000));
            }
            catch (IOException)
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

    [Test]
    public void After_a_failed_flush_of_a_group_the_large_frame_takes_no_slice_and_no_number()
    {
        var storage = new MemoryStorage();
        using var log = JournalLog.Open(Slicing(storage));
        log.WriteGroup([TestPayload.OfLength(8)]);
        using (var frame = log.Begin(TestPayload.OfLength(800)))
        {
            log.WriteSlice(frame);
            (storage.FailOnly, storage.FailIn) = ("flush", 1);
            Assert.That(() => log.WriteGroup([TestPayload.OfLength(8)]), Throws.InstanceOf<IOException>());
            Assert.That(() => log.WriteSlice(frame), Throws.InstanceOf<IOException>().With.Message.Contains("opened again"));
            Assert.That(() => log.Complete(frame), Throws.InstanceOf<IOException>().With.Message.Contains("opened again"));
        }

        Assert.That(storage.Files, Has.Count.EqualTo(1));
        Assert.That(() => log.Begin(TestPayload.OfLength(800)), Throws.InstanceOf<IOException>());
    }

    /// <summary>Writes until something fails for good or it is enough; returns what was under way and may be there.</summary>
    private TestPayload[] Live(MemoryStorage storage, Random random, SortedDictionary<long, string> acknowledged)
    {
        using var log = JournalLog.Open(Slicing(storage));
        storage.StaysBroken = true;
        storage.FailIn = random.Next(1, 60);
        TestPayload[] underWay = [];
        try
        {
            for (var round = 0; round < 6; round++)
            {
                WriteGroup();
                var large = TestPayload.OfLength(random.Next(90, 400) * 8, random.Next());
                using var frame = log.Begin(large);
                while (!frame.IsWritten)
                {
                    log.WriteSlice(frame);
                    if (random.Next(3) == 0)
                    {
                        WriteGroup();
                    }
                }

                underWay = [large];
                acknowledged.Add(log.Complete(frame), large.ToString());
                underWay = [];
            }
        }
        catch (IOException)
        {
        }

        return underWay;

        void WriteGroup()
        {
            underWay = TestPayload.Group(random);
            Write(log, acknowledged, underWay);
            underWay = [];
        }
    }
}
