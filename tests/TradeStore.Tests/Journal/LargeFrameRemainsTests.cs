using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>What a large frame that was never whole has left, and files that only look like it.</summary>
internal sealed class LargeFrameRemainsTests : JournalTestBase
{
    [Test]
    public void What_is_left_of_a_frame_is_removed_without_a_word([Values] bool isBegun, [Values] bool isWhole)
    {
        var storage = new MemoryStorage();
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var bytes = new byte[4096];
        if (isBegun)
        {
            Remains().CopyTo(bytes, 0);
            bytes.AsSpan(isWhole ? 4000 : 700).Clear();
        }

        storage[Part(2)] = bytes;
        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(storage.Files.Keys, Is.EqualTo(new[] { JournalFileName.Of(1) }));
        Assert.That(storage.Aside, Is.Empty);
        Assert.That(reopened.WriteGroup([TestPayload.OfLength(8)]), Is.EqualTo(2));
    }

    [Test]
    public void It_is_kept_where_acknowledged_frames_are_missing([Values] bool inTheMiddle)
    {
        var storage = new MemoryStorage();
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            log.WriteGroup([TestPayload.OfLength(8), TestPayload.OfLength(16)]);
        }

        if (inTheMiddle)
        {
            storage[JournalFileName.Of(1)][JournalFileHeader.Size + 70] ^= 1;
        }

        var bytes = storage[Part(3)] = Remains();
        using var reopened = JournalLog.Open(Slicing(storage) with { AcknowledgedAtLeast = inTheMiddle ? 2 : 3 });
        Assert.That(storage.Files.Keys, Is.EqualTo(new[] { JournalFileName.Of(1) }));
        Assert.That(storage.Aside[Part(3)].Bytes, Is.EqualTo(bytes));
        Assert.That(storage.Aside[Part(3)].Reason, Does.Contain("batch that was being written"));
    }

    [Test]
    public void A_file_that_is_not_the_stores_own_is_never_removed([Values] bool isOfAnotherStore, [Values(1, 9)] int number)
    {
        var storage = new MemoryStorage();
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var bytes = new byte[2048];
        bytes[1000] = 7;
        if (isOfAnotherStore)
        {
            new JournalFileHeader(Guid.NewGuid(), number, 0, 0, 0).Write(bytes);
        }

        storage[Part(number)] = bytes;
        using var reopened = JournalLog.Open(Slicing(storage));
        Assert.That(storage.Files.ContainsKey(Part(number)) ? storage[Part(number)] : storage.Aside[Part(number)].Bytes, Is.EqualTo(bytes));
        Assert.That(storage.Aside, Has.Count.EqualTo(number > 1 ? 1 : 0), "set aside where the name may be needed");
        WriteLarge(reopened, [], TestPayload.OfLength(800));
    }

    [Test]
    public void Scanning_removes_nothing()
    {
        var storage = new MemoryStorage();
        storage[Part(1)] = Remains();
        var scan = JournalScan.Run(Slicing(storage));
        Assert.That(scan.Unfinished, Is.EqualTo(new[] { Part(1) }));
        Assert.That(storage.Files.Keys, Is.EqualTo(new[] { Part(1) }));
    }

    private static string Part(long number) => JournalFileName.Of(number) + JournalFileName.PartSuffix;

    // Takes what a frame that was begun has left, as a killed process leaves it.
    private byte[] Remains()
    {
        var other = new MemoryStorage();
        using var log = JournalLog.Open(Slicing(other));
        using var frame = log.Begin(TestPayload.OfLength(3000));
        while (!frame.IsWritten)
        {
            log.WriteSlice(frame);
        }

        return [.. other.Files.Values.Single().Current];
    }
}
