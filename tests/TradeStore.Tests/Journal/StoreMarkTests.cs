using System.Buffers.Binary;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class StoreMarkTests : JournalTestBase
{
    private static readonly StoreMark Mark = new(StoreId, Generation: 3, Checkpoint: 17, Acknowledged: 41, LastFile: 30, new Guid("5f3e1c2d-0000-4000-8000-000000000001"), StoreMarkState.NotFlushed);
    private TradeStore.Tests.Support.TemporaryFolder _folder = null!;

    private string File => Path.Combine(_folder.Path, "store.mark");

    [SetUp]
    public void Make()
    {
        _folder = new TradeStore.Tests.Support.TemporaryFolder();
        StoreMarkFile.Create(File, File + ".new", Mark);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void It_says_what_was_noted_last()
    {
        Assert.That(StoreMarkFile.Read(File), Is.EqualTo(Mark));
        using (var opened = StoreMarkFile.Open(File, Mark with { Generation = 4 }))
        {
            Assert.That(StoreMarkFile.Read(File), Is.EqualTo(Mark with { Generation = 4 }));
            opened.Acknowledge(42, 30, flush: false);
            opened.Acknowledge(50, 45, flush: true);
            Assert.That(StoreMarkFile.Read(File), Is.EqualTo(Mark with { Generation = 4, Acknowledged = 50, LastFile = 45 }));
            Assert.That(opened.TryCheckpointed(18), Is.True);
            opened.Close();
        }

        Assert.That(StoreMarkFile.Read(File), Is.EqualTo(Mark with { Generation = 4, Acknowledged = 50, LastFile = 45, Checkpoint = 18, State = StoreMarkState.NotFlushed | StoreMarkState.Closed }));
    }

    [Test]
    public void A_write_that_is_torn_at_any_byte_leaves_the_one_before()
    {
        using (var opened = StoreMarkFile.Open(File, Mark))
        {
            opened.Acknowledge(42, 30, flush: false);
            opened.Acknowledge(43, 30, flush: false);
        }

        var before = System.IO.File.ReadAllBytes(File);
        using (var opened = StoreMarkFile.Open(File, Mark with { Acknowledged = 44 }))
        {
        }

        var after = System.IO.File.ReadAllBytes(File);
        Assert.That(Enumerable.Range(0, 8192).Where(i => before[i] != after[i]).Select(i => i / 4096).Distinct().Count(), Is.EqualTo(1), "only one place is written");
        var start = Enumerable.Range(0, 8192).First(i => before[i] != after[i]) / 4096 * 4096;
        for (var torn = 0; torn < StoreMark.Size; torn++)
        {
            byte[] mixed = [.. after[..(start + torn)], .. before[(start + torn)..]];
            before.AsSpan(0, start).CopyTo(mixed);
            System.IO.File.WriteAllBytes(File, mixed);
            var isWhole = mixed.AsSpan(start, StoreMark.Size).SequenceEqual(after.AsSpan(start, StoreMark.Size));
            Assert.That(StoreMarkFile.Read(File)!.Value.Acknowledged, Is.EqualTo(isWhole ? 44 : 43), $"torn at {torn}");
        }
    }

    [Test]
    public void Nothing_that_is_not_whole_is_taken_for_one()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.That(bytes, Has.Length.EqualTo(8192));
        for (var at = 0; at < StoreMark.Size; at++)
        {
            bytes[at] ^= 4;
            System.IO.File.WriteAllBytes(File, bytes);
            bytes[at] ^= 4;
            Assert.That(StoreMarkFile.Read(File), Is.Null, $"{at}");
        }

        System.IO.File.WriteAllBytes(File, bytes[..100]);
        Assert.That(StoreMarkFile.Read(File), Is.Null);
        System.IO.File.Delete(File);
        Assert.That(StoreMarkFile.Read(File), Is.Null);
        Directory.CreateDirectory(File);
        Assert.That(StoreMarkFile.Read(File), Is.Null);
    }

    [Test]
    public void One_of_a_newer_version_is_refused()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, 12)), bytes.AsSpan(16, StoreMark.Size - 16))));
        System.IO.File.WriteAllBytes(File, bytes);

        var error = Assert.Throws<TradeStoreException>(() => StoreMarkFile.Read(File));
        Assert.That((error!.Code, error.Message.Contains("version 2", StringComparison.Ordinal)), Is.EqualTo((TradeStoreErrorCode.StoreTooNew, true)));
    }

    [Test]
    public void The_journal_notes_what_it_has_acknowledged_and_nothing_of_a_group_that_failed()
    {
        var storage = new MemoryStorage();
        using var mark = StoreMarkFile.Open(File, Mark);
        using var log = JournalLog.Open(Settings(storage, 4096) with { Mark = mark });
        log.WriteGroup([TestPayload.OfLength(800, 1), TestPayload.OfLength(800, 2)]);
        Assert.That(Noted(), Is.EqualTo((2, 1)));
        log.WriteGroup([.. Enumerable.Range(0, 6).Select(seed => TestPayload.OfLength(800, seed))]);
        Assert.That(Noted(), Is.EqualTo((8, 5)));
        storage.FailIn = 1;
        Assert.That(() => log.WriteGroup([TestPayload.OfLength(800, 1)]), Throws.InstanceOf<IOException>());
        Assert.That(Noted(), Is.EqualTo((8, 5)));

        (long Acknowledged, long File) Noted() => (StoreMarkFile.Read(File)!.Value.Acknowledged, StoreMarkFile.Read(File)!.Value.LastFile);
    }

    [Test]
    public void A_mark_that_cannot_be_written_fails_no_group()
    {
        var failures = 0;
        var mark = StoreMarkFile.Open(File, Mark, _ => failures++);
        mark.Dispose();
        using var log = JournalLog.Open(Settings(new MemoryStorage()) with { Mark = mark });

        Assert.That(log.WriteGroup([TestPayload.OfLength(8)]), Is.EqualTo(1));
        Assert.That((failures, mark.TryCheckpointed(18), mark.Checkpoint), Is.EqualTo((1, false, 17)));
    }
}
