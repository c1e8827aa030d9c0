using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>Failing disks and power cuts while a large frame is under way: it is there whole or not at all, and what was acknowledged between its slices is there.</summary>
internal sealed class LargeFrameFailureTests : JournalTestBase
{
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
            Assert.That(storage.Files.Where(f => JournalFileName.IsPart(f.Key)).All(f => f.Value.Current.AsSpan(JournalFileHeader.Size).IndexOfAnyExcept((byte)0) < 0));
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

    [Test]
    public void The_remains_of_a_group_that_failed_between_slices_are_gone_before_the_frame_counts([Values] bool isRotation)
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            Write(log, written, TestPayload.OfLength(8));
            var large = TestPayload.OfLength(800);
            using var frame = log.Begin(large);
            log.WriteSlice(frame);
            (storage.StaysBroken, storage.FailOnly, storage.FailIn) = (true, "write", isRotation ? 2 : 1);
            Assert.That(() => log.WriteGroup(isRotation ? [TestPayload.OfLength(1904)] : [TestPayload.OfLength(8, 2), TestPayload.OfLength(16)]), Throws.InstanceOf<IOException>());
            storage.Repair();
            while (!frame.IsWritten)
            {
                log.WriteSlice(frame);
            }

            written.Add(log.Complete(frame), large.ToString());
            Write(log, written, TestPayload.OfLength(8, 3));
        }

        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
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
