using TradeStore.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class FolderTests : JournalTestBase
{
    [Test]
    public void Foreign_files_are_left_alone_and_reported()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage))
        {
            Write(log, written, TestPayload.OfLength(8));
        }

        var other = new MemoryStorage();
        using (var log = JournalLog.Open(Settings(other) with { StoreId = Guid.NewGuid() }))
        {
            log.StartAfter(99);
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        storage["notes.txt"] = [1, 2, 3];
        storage[SegmentName.Of(100)] = other[SegmentName.Of(100)];
        storage[SegmentName.Of(7)] = storage[SegmentName.Of(1)];
        storage[SegmentName.Of(9) + ".new"] = [1];
        using var reopened = Open(storage);
        var foreign = reopened.ScanReport.ForeignFiles.Select(file => file.Name);
        Assert.That(foreign, Is.EqualTo(new[] { SegmentName.Of(7), SegmentName.Of(100), "notes.txt" }));
        Assert.That(reopened.ScanReport.ForeignFiles[1].Reason, Does.StartWith("belongs to the store"));
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
        Assert.That(storage.Files.Keys, Is.EquivalentTo(new[] { SegmentName.Of(1), SegmentName.Of(7), SegmentName.Of(100), "notes.txt" }));
    }

    [Test]
    public void Frames_of_another_store_are_never_whole_even_where_the_header_is_damaged()
    {
        var other = new MemoryStorage();
        using (var log = JournalLog.Open(Settings(other) with { StoreId = Guid.NewGuid() }))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var storage = new MemoryStorage { [SegmentName.Of(1)] = other[SegmentName.Of(1)] };
        storage[SegmentName.Of(1)][0] ^= 1;
        using var opened = Open(storage);
        Assert.That(ReadAll(opened), Is.Empty);
        Assert.That(opened.ScanReport.DamagedHeaders, Has.Count.EqualTo(1));
        Assert.That(opened.ScanReport.Cut, Is.Not.Null);
    }

    [Test]
    public void Numbers_left_out_on_purpose_are_no_loss([Values] bool empty)
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage))
        {
            if (!empty)
            {
                Write(log, written, TestPayload.OfLength(8));
            }

            log.StartAfter(500);
            Assert.That((log.LastSequence, log.DurableSequence), Is.EqualTo((500, 500)));
            log.StartAfter(3);
            Write(log, written, TestPayload.OfLength(16), TestPayload.OfLength(24));
            Assert.That(written.Keys.Last(), Is.EqualTo(502));
            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        using var reopened = Open(storage);
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
        Write(reopened, written, TestPayload.OfLength(16));
        Assert.That(written.Keys.Last(), Is.EqualTo(503));
    }

    [Test]
    public void A_name_that_is_taken_by_a_foreign_file_is_an_error_and_the_file_stays()
    {
        var other = new MemoryStorage();
        using (var log = JournalLog.Open(Settings(other) with { StoreId = Guid.NewGuid() }))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var storage = new MemoryStorage { [SegmentName.Of(1)] = other[SegmentName.Of(1)] };
        using var opened = Open(storage);
        Assert.That(() => opened.WriteGroup([TestPayload.OfLength(8)]), Throws.InstanceOf<IOException>());
        Assert.That(storage[SegmentName.Of(1)], Is.EqualTo(other[SegmentName.Of(1)]));
    }
}
