using TradeStore.Storage.Journal;

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
        storage[JournalFileName.Of(100)] = other[JournalFileName.Of(100)];
        storage[JournalFileName.Of(7)] = storage[JournalFileName.Of(1)];
        storage[JournalFileName.Of(9) + ".new"] = [1];
        storage["9.log.new"] = [1];
        using var reopened = JournalLog.Open(Settings(storage) with { AcknowledgedAtLeast = 200 });
        var foreign = reopened.ScanReport.ForeignFiles.Select(file => file.Name);
        Assert.That(foreign, Is.EqualTo(new[] { JournalFileName.Of(7), JournalFileName.Of(9) + ".new", JournalFileName.Of(100), "9.log.new", "notes.txt" }));
        Assert.That(reopened.ScanReport.ForeignFiles[2].Reason, Does.StartWith("belongs to the store"));
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
        Assert.That(storage.Files.Keys, Is.EquivalentTo(new[] { JournalFileName.Of(1), JournalFileName.Of(7), JournalFileName.Of(9) + ".new", JournalFileName.Of(100), "9.log.new", "notes.txt" }));
    }

    [Test]
    public void A_segment_that_was_never_finished_is_removed_when_it_is_the_stores_own_and_set_aside_when_it_is_not([Values] bool hasHeader, [Values] bool isOwn)
    {
        var name = JournalFileName.Of(1) + ".new";
        var bytes = new byte[4096];
        if (hasHeader)
        {
            new JournalFileHeader(isOwn ? StoreId : Guid.NewGuid(), 1, 0, 0, 0).Write(bytes);
        }
        else if (!isOwn)
        {
            bytes[4000] = 1;
        }

        var storage = new MemoryStorage { [name] = bytes };
        using var log = Open(storage);
        Assert.That(storage.Files, Is.Empty);
        Assert.That(storage.Aside.Keys, Is.EqualTo(isOwn ? [] : new[] { name }));
        Assert.That(log.WriteGroup([TestPayload.OfLength(8)]), Is.EqualTo(1));
    }

    [Test]
    public void Frames_of_another_store_are_never_whole_even_where_the_header_is_damaged()
    {
        var other = new MemoryStorage();
        using (var log = JournalLog.Open(Settings(other) with { StoreId = Guid.NewGuid() }))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var storage = new MemoryStorage { [JournalFileName.Of(1)] = other[JournalFileName.Of(1)] };
        storage[JournalFileName.Of(1)][0] ^= 1;
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
    public void A_file_that_has_the_name_of_a_segment_to_come_is_set_aside_and_the_journal_goes_on()
    {
        var other = new MemoryStorage();
        using (var log = JournalLog.Open(Settings(other) with { StoreId = Guid.NewGuid() }))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var storage = new MemoryStorage { [JournalFileName.Of(1)] = other[JournalFileName.Of(1)] };
        using var opened = Open(storage);
        Assert.That(opened.ScanReport.InTheWay.Single().Name, Is.EqualTo(JournalFileName.Of(1)));
        Assert.That(opened.ScanReport.OtherStores, Has.Count.EqualTo(1));
        Assert.That(opened.WriteGroup([TestPayload.OfLength(8)]), Is.EqualTo(1));
        Assert.That(storage.Aside[JournalFileName.Of(1)].Bytes, Is.EqualTo(other[JournalFileName.Of(1)]));
        Assert.That(storage.Aside[JournalFileName.Of(1)].Reason, Does.Contain("belongs to the store"));
    }

    [Test]
    public void A_file_that_comes_into_the_way_while_the_journal_is_open_is_an_error_and_stays([Values("", ".new")] string suffix)
    {
        var storage = new MemoryStorage();
        using var opened = Open(storage);
        storage[JournalFileName.Of(1) + suffix] = [1, 2, 3];
        Assert.That(() => opened.WriteGroup([TestPayload.OfLength(8)]), Throws.InstanceOf<IOException>());
        Assert.That(storage[JournalFileName.Of(1) + suffix], Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Scanning_changes_nothing()
    {
        var storage = new MemoryStorage();
        using (var log = Open(storage, 4096))
        {
            log.WriteGroup([.. Enumerable.Range(0, 12).Select(seed => TestPayload.OfLength(800, seed))]);
        }

        storage[JournalFileName.Of(1)].AsSpan(JournalFileHeader.Size + 900, 50).Clear();
        storage[JournalFileName.Of(99) + ".new"] = new byte[100];
        var before = storage.Files.ToDictionary(f => f.Key, f => f.Value.Current.ToArray());
        storage.Writes = storage.Flushes = 0;

        var scan = JournalScan.Run(Settings(storage, 4096));

        Assert.That((scan.Report.Cut!.Sequence, scan.SetAside.Count, scan.Unfinished.Count), Is.EqualTo((2, 2, 1)));
        Assert.That((storage.Writes, storage.Flushes), Is.EqualTo((0, 0)));
        Assert.That(storage.Files.ToDictionary(f => f.Key, f => f.Value.Current), Is.EqualTo(before));
    }
}
