using TradeStore.Live;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Journal;

/// <summary>A batch that is too large for a group is written in slices, and what waits in other lanes goes between.</summary>
internal sealed class SlicedWriteTests
{
    private const int Large = 2_000;
    private readonly List<PendingWrite> _taken = [];
    private readonly List<PendingWrite> _orders = [];
    private readonly List<PendingWrite> _made = [];
    private readonly List<StoreFaultedException> _faults = [];
    private MemoryStorage _storage = null!;
    private JournalLog _journal = null!;
    private IngestLanes _lanes = null!;
    private DecisionGate _gate = null!;

    [SetUp]
    public void Open()
    {
        _storage = new MemoryStorage();
        _journal = JournalLog.Open(new JournalSettings { Folder = "", Storage = _storage, StoreId = Guid.Empty, FileBytes = 1 << 20, GroupBytes = 64 << 10, SliceBytes = 16 << 10 });
        _lanes = new IngestLanes(new IngestOptions(), TimeProvider.System);
        _gate = new DecisionGate(_lanes[Lane.Trading], TimeProvider.System, new TableCatalog([]));
    }

    [TearDown]
    public void Close()
    {
        _journal.Dispose();
        _lanes.Dispose();
        _made.ForEach(w => w.Release());
        new[] { _taken, _orders, _made }.ToList().ForEach(l => l.Clear());
        _faults.Clear();
    }

    [TestCase(Lane.Market)]
    [TestCase(Lane.Telemetry)]
    public async Task Orders_behind_a_large_batch_are_acknowledged_between_its_slices(Lane lane)
    {
        var large = Write(Large);
        _storage.Flushing = () => OrderIfNoneWaits(atMost: 4);
        using (Commit(_taken.AddRange))
        {
            await EnqueueAsync(lane, large);
            await large.Acknowledged.Soon();
        }

        Assert.That(_orders, Has.Count.EqualTo(4));
        Assert.That(_orders.TrueForAll(o => o.Acknowledged.IsCompletedSuccessfully));
        Assert.That(_taken, Is.EqualTo([.. _orders, large]), "an order waits for a slice, and not for the batch");
        Assert.That(_taken.Select(w => w.Sequence), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }), "each is one batch with one number");
        Assert.That(SequencesIn(_storage), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task What_is_behind_a_large_batch_in_its_lane_waits_for_it_and_other_lanes_do_not()
    {
        var (before, large, behind, second) = (Write(), Write(Large), Write(), Write(Large));
        var (metrics, largeMetrics, order) = (Write(), Write(Large), Write());
        foreach (var write in new[] { before, large, behind, second })
        {
            await EnqueueAsync(Lane.Market, write);
        }

        await EnqueueAsync(Lane.Telemetry, metrics);
        await EnqueueAsync(Lane.Telemetry, largeMetrics);
        await EnqueueAsync(Lane.Trading, order);
        using (Commit(_taken.AddRange))
        {
            await Task.WhenAll(_made.Select(w => w.Acknowledged)).Soon();
        }

        Assert.That(_taken, Is.EqualTo(new[] { order, before, metrics, large, behind, second, largeMetrics }));
    }

    [Test]
    public async Task A_large_frame_of_the_trading_lane_is_written_whole()
    {
        var wasPart = false;
        _storage.Flushing = () => wasPart |= _storage.Files.Keys.Any(JournalFileName.IsPart);
        var large = Write(Large);
        using var commit = Commit(_taken.AddRange);
        await EnqueueAsync(Lane.Trading, large);
        await large.Acknowledged.Soon();
        Assert.That(wasPart, Is.False, "what follows in the lane rests on it");
    }

    [Test]
    public async Task Closing_writes_what_is_under_way_and_what_waits_behind_it()
    {
        using var isHeld = new SemaphoreSlim(0);
        using var letGo = new ManualResetEventSlim();
        _storage.Flushing = () =>
        {
            _storage.Flushing = null;
            isHeld.Release();
            letGo.Wait();
        };
        var commit = Commit(_taken.AddRange);
        await EnqueueAsync(Lane.Market, Write(Large));
        await isHeld.WaitAsync().Soon();
        await EnqueueAsync(Lane.Market, Write());
        await EnqueueAsync(Lane.Market, Write(Large));
        var closing = Task.Run(commit.Dispose);
        letGo.Set();
        await closing.Soon();
        Assert.That(_made.TrueForAll(w => w.Acknowledged.IsCompletedSuccessfully));
        Assert.That(_taken, Is.EqualTo(_made));
    }

    [Test]
    public async Task A_slice_that_fails_is_answered_and_leaves_nothing_but_the_orders([Values("create", "write", "flush", "rename")] string operation, [Values(1, 3)] int number)
    {
        var large = Write(Large);
        var first = Write();
        using (Commit(_taken.AddRange))
        {
            await EnqueueAsync(Lane.Trading, first);
            await first.Acknowledged.Soon();
            (_storage.FailOnly, _storage.FailIn) = (operation, operation is "create" or "rename" ? 1 : number);
            await EnqueueAsync(Lane.Market, large);
            var error = (await Assert.ThrowsAsync<TradeStoreException>(() => large.Acknowledged.Soon()))!;
            Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.JournalFailed));
            Assert.That(error.Message, Does.EndWith("Nothing of the batch was kept."));
            Assert.That(_lanes[Lane.Market].Bytes, Is.Zero, "its room is given back");
            Assert.That(_storage.Files.Keys, Has.None.EndsWith(JournalFileName.PartSuffix));

            foreach (var (lane, rows) in new[] { (Lane.Trading, 10), (Lane.Market, 10), (Lane.Market, Large) })
            {
                await EnqueueAsync(lane, Write(rows));
                await _made[^1].Acknowledged.Soon();
            }
        }

        Assert.That(_taken, Is.EqualTo(_made.Where(w => w != large)));
        Assert.That(SequencesIn(_storage), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task A_name_that_may_not_be_on_the_disk_is_answered_as_uncertain()
    {
        var large = Write(Large);
        (_storage.FailOnly, _storage.FailIn) = ("sync folder", 1);
        using (Commit(_taken.AddRange))
        {
            await EnqueueAsync(Lane.Market, large);
            Assert.That((await Assert.ThrowsAsync<TradeStoreException>(() => large.Acknowledged.Soon()))!.Message, Does.Contain("Whether the batch was kept shows then"));
            await EnqueueAsync(Lane.Market, Write(Large));
            Assert.That((await Assert.ThrowsAsync<TradeStoreException>(() => _made[^1].Acknowledged.Soon()))!.Message, Does.Contain("nothing more is written until the store is reopened"));
        }

        Assert.That(_taken, Is.Empty);
        Assert.That(SequencesIn(_storage), Is.EqualTo(new[] { 1 }), "whole, as it happens");
    }

    [Test]
    public async Task A_store_that_faults_meanwhile_answers_and_keeps_nothing_of_the_batch()
    {
        var large = Write(Large);
        _storage.Flushing = () => OrderIfNoneWaits(atMost: 1);
        using (Commit(_ => throw new InvalidOperationException("injected")))
        {
            await EnqueueAsync(Lane.Market, large);
            Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(() => large.Acknowledged.Soon()))!.Message, Does.Contain("Nothing of the batch was kept"));
            Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(() => _orders[0].Acknowledged.Soon()))!.Message, Does.Contain("is kept"));
        }

        Assert.That(_storage.Files.Keys, Has.None.EndsWith(JournalFileName.PartSuffix));
        Assert.That(SequencesIn(_storage), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_large_batch_that_cannot_be_handed_over_is_answered_as_kept()
    {
        var large = Write(Large);
        using (Commit(_ => throw new InvalidOperationException("injected")))
        {
            await EnqueueAsync(Lane.Market, large);
            Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(() => large.Acknowledged.Soon()))!.Message, Does.Contain("is kept").And.Contain("sequence 1"));
            Assert.That(_lanes[Lane.Market].Bytes, Is.EqualTo(large.Bytes), "its memory is the writer's");
        }

        Assert.That(_faults, Has.Count.EqualTo(1));
        Assert.That(SequencesIn(_storage), Is.EqualTo(new[] { 1 }));
    }

    private static List<long> SequencesIn(MemoryStorage storage)
    {
        storage.Flushing = null;
        storage.Repair();
        using var journal = JournalLog.Open(new JournalSettings { Folder = "", Storage = storage, StoreId = Guid.Empty });
        Assert.That(journal.ScanReport.IsClean, Is.True);
        return journal.ReadFrom(1).Select(frame =>
        {
            using (frame)
            {
                return frame.Sequence;
            }
        }).ToList();
    }

    private async Task EnqueueAsync(Lane lane, PendingWrite write) => await _lanes[lane].EnqueueAsync(write, default);

    private PendingWrite Write(int rows = 10)
    {
        var write = new PendingWrite(TickTable.Definition.Encoder.Encode(Some.Quotes(rows), long.MaxValue / 2));
        _made.Add(write);
        return write;
    }

    // On the journal's thread, in the middle of a flush: what comes then waits for it.
    private void OrderIfNoneWaits(int atMost)
    {
        if (_orders.Count < atMost && _orders.TrueForAll(o => o.Acknowledged.IsCompleted))
        {
            var order = Write();
            _orders.Add(order);
            Assert.That(_lanes[Lane.Trading].EnqueueAsync(order, default).AsTask().IsCompletedSuccessfully);
        }
    }

    private GroupCommit Commit(Action<IReadOnlyList<PendingWrite>> handOver) => new(_journal, _lanes, _gate, handOver, _faults.Add);
}
