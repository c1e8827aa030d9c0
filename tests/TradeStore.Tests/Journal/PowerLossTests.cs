using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class PowerLossTests : JournalTestBase
{
    [Test]
    public void Whatever_fails_and_whichever_pages_reach_the_disk_acknowledged_frames_are_there([Range(1, 200)] int seed)
    {
        var random = Seeded(seed);
        var storage = new MemoryStorage();
        var acknowledged = new SortedDictionary<long, string>();
        for (var life = 0; life < 8; life++)
        {
            var unfinished = Live(storage, random, acknowledged);
            storage.LosePower(random);
            using var log = Open(storage, 2048);
            Assert.That(log.ScanReport.Losses, Is.Empty);
            Assert.That(log.ScanReport.DamagedHeaders, Is.Empty);
            foreach (var (sequence, text) in ReadAll(log))
            {
                if (sequence > acknowledged.Count && sequence == acknowledged.Count + 1)
                {
                    Assert.That(text, Is.EqualTo(unfinished[0].ToString()));
                    unfinished = unfinished[1..];
                    acknowledged.Add(sequence, text);
                }
            }

            Assert.That(ReadAll(log), Is.EqualTo(acknowledged));
        }
    }

    [Test]
    public void What_is_read_after_a_failed_flush_and_a_reopening_survives_a_power_cut([Range(1, 20)] int seed)
    {
        var random = Seeded(seed);
        var storage = new MemoryStorage();
        using (var log = Open(storage, 2048))
        {
            log.WriteGroup(TestPayload.Group(random));
            FailFlush(storage, log, random);
        }

        SortedDictionary<long, string> read;
        using (var log = Open(storage, 2048))
        {
            read = ReadAll(log);
        }

        storage.LosePower(random);
        using var reopened = Open(storage, 2048);
        Assert.That(ReadAll(reopened), Is.EqualTo(read));
    }

    private static void FailFlush(MemoryStorage storage, JournalLog log, Random random)
    {
        var group = TestPayload.Group(random);
        for (var flush = 1; !log.IsFaulted && flush < 10; flush++)
        {
            storage.FailOnly = "flush";
            storage.FailIn = flush;
            Assert.That(() => log.WriteGroup(group), Throws.InstanceOf<IOException>());
        }

        storage.Repair();
    }

    /// <summary>Writes until something fails for good or it is enough; returns the group that was under way.</summary>
    private TestPayload[] Live(MemoryStorage storage, Random random, SortedDictionary<long, string> acknowledged)
    {
        using var log = Open(storage, 2048);
        storage.StaysBroken = true;
        storage.FailIn = random.Next(1, 30);
        for (var groups = 0; groups < 10; groups++)
        {
            var group = TestPayload.Group(random);
            try
            {
                Write(log, acknowledged, group);
            }
            catch (IOException)
            {
                return group;
            }
        }

        return [];
    }
}
