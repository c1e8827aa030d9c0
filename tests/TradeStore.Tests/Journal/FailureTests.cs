using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class FailureTests : JournalTestBase
{
    [Test]
    public void A_group_that_fails_leaves_nothing_and_the_log_goes_on([Range(1, 14)] int operation, [Values] bool staysBroken, [Values] bool powerCut)
    {
        var random = Seeded(operation);
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage, 2048))
        {
            Write(log, written, TestPayload.OfLength(800));
            storage.StaysBroken = staysBroken;
            storage.FailIn = operation;
            var group = Enumerable.Range(10, 5).Select(seed => TestPayload.OfLength(800, seed)).ToArray();
            Assert.That(() => log.WriteGroup(group), Throws.InstanceOf<IOException>());
            Assert.That(log.LastSequence, Is.EqualTo(1));
            Assert.That(ReadAll(log), Is.EqualTo(written));
            if (staysBroken && !log.IsFaulted)
            {
                Assert.That(() => log.WriteGroup(group), Throws.InstanceOf<IOException>());
            }

            // The group is two rotations: the flush that ends it would be the fifteenth operation.
            Assert.That(log.IsFaulted, Is.False);
            storage.Repair();
            Write(log, written, TestPayload.OfLength(1000, 50));
            if (!powerCut)
            {
                // Without this one no file is begun, and no flush of the folder makes up for one that was forgotten.
                Write(log, written, TestPayload.OfLength(16, 51));
            }

            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        if (powerCut)
        {
            storage.LosePower(random);
        }

        using var reopened = Open(storage, 2048);
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
    }

    [Test]
    public void The_remains_of_a_failed_group_are_gone_before_the_next_is_written()
    {
        var storage = new MemoryStorage();
        using (var log = Open(storage))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
            storage.FailIn = 1;
            var group = Enumerable.Range(2, 3).Select(seed => TestPayload.OfLength(8, seed)).ToArray();
            Assert.That(() => log.WriteGroup(group), Throws.InstanceOf<IOException>());
        }

        using var reopened = Open(storage);
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(reopened.LastSequence, Is.EqualTo(1));
    }

    [Test]
    public void After_a_failed_flush_nothing_is_taken_until_it_is_opened_again()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage))
        {
            Write(log, written, TestPayload.OfLength(8));
            // A write, the zeros ahead of it are there, the flush.
            storage.FailIn = 2;
            Assert.That(() => log.WriteGroup([TestPayload.OfLength(8, 2)]), Throws.InstanceOf<IOException>());
            Assert.That(storage.Failed, Is.EqualTo("flush"));
            Assert.That(log.IsFaulted, Is.True);
            Assert.That((log.LastSequence, log.DurableSequence), Is.EqualTo((1, 1)));
            storage.Repair();
            Assert.That(() => log.WriteGroup([TestPayload.OfLength(8, 3)]), Throws.InstanceOf<IOException>().With.Message.Contains("opened again"));
            Assert.That(ReadAll(log), Is.EqualTo(written));
        }

        using var reopened = Open(storage);
        Assert.That(reopened.LastSequence, Is.EqualTo(2));
        Assert.That(reopened.WriteGroup([TestPayload.OfLength(8, 4)]), Is.EqualTo(3));
    }

    [Test]
    public void A_payload_whose_sections_do_not_add_up_is_refused_and_harms_nothing()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using var log = Open(storage);
        Write(log, written, TestPayload.OfLength(8));
        Assert.That(() => log.WriteGroup([TestPayload.OfLength(8), new LyingPayload()]), Throws.InvalidOperationException);
        Assert.That(() => log.WriteGroup([TestPayload.OfLength(12)]), Throws.ArgumentException);
        Assert.That(() => log.WriteGroup([TestPayload.OfLength(8) with { Table = new string('x', 256) }]), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => log.WriteGroup([]), Throws.ArgumentException);
        Write(log, written, TestPayload.OfLength(16));
        Assert.That(ReadAll(log), Is.EqualTo(written));
    }

    private sealed class LyingPayload : IJournalPayload
    {
        public FrameKind Kind => FrameKind.Append;

        public string Table => "ticks";

        public ushort SchemaVersion => 1;

        public int RowCount => 1;

        public ushort ColumnCount => 1;

        public long PayloadLength => 64;

        public void CollectSections(List<ReadOnlyMemory<byte>> sections) => sections.Add(new byte[56]);
    }
}
