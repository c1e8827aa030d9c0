using TradeStore.Live;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Live;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Journal;

/// <summary>What fails behind the flush: nothing durable is called failed, and no memory is taken back that the writer may be reading.</summary>
internal sealed class GroupCommitTests
{
    private readonly List<StoreFaultedException> _faults = [];
    private MemoryStorage _storage = null!;
    private JournalLog _journal = null!;
    private IngestLanes _lanes = null!;
    private DecisionGate _gate = null!;

    [SetUp]
    public void Open()
    {
        _faults.Clear();
        _storage = new MemoryStorage();
        _journal = JournalLog.Open(new JournalSettings { Folder = "", Storage = _storage, StoreId = Guid.Empty, FileBytes = 1 << 16 });
        _lanes = new IngestLanes(new IngestOptions(), TimeProvider.System);
        _gate = new DecisionGate(_lanes[Lane.Trading], TimeProvider.System, new TableCatalog([]));
    }

    [TearDown]
    public void Close()
    {
        _journal.Dispose();
        _lanes.Dispose();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_hand_over_that_fails_is_answered_as_kept_and_ends_the_store(bool isTaken)
    {
        var taken = new List<PendingWrite>();
        var write = Write();
        using (var commit = Commit(group =>
               {
                   taken.AddRange(isTaken ? group : []);
                   throw new InvalidOperationException("injected");
               }))
        {
            await _lanes[Lane.Market].EnqueueAsync(write, default);
            var error = (await Assert.ThrowsAsync<StoreFaultedException>(() => write.Acknowledged.Soon()))!;
            Assert.That(error.Message, Does.Contain("is kept").And.Contain("sequence 1").And.Contain("injected"));
            Assert.That(_journal.DurableSequence, Is.EqualTo(1));
            Assert.That(_lanes[Lane.Market].Bytes, Is.EqualTo(write.Bytes), "its memory and its room are the writer's");

            var next = Write();
            await _lanes[Lane.Market].EnqueueAsync(next, default);
            Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(() => next.Acknowledged.Soon()))!.Message, Does.Contain("Nothing of the batch was kept"));
        }

        Assert.That(_faults, Has.Count.EqualTo(1));
        Assert.That(_journal.LastSequence, Is.EqualTo(1));
        Assert.That(_lanes[Lane.Market].Bytes, Is.EqualTo(write.Bytes));
        write.Release();
    }

    [Test]
    public async Task A_decision_that_cannot_be_published_is_answered_as_kept()
    {
        var accounts = _gate.Add(new LiveTable<string, Account>(Account.Table, a => a.Name, _ => throw new InvalidOperationException("injected")));
        var taken = new List<PendingWrite>();
        using var commit = Commit(taken.AddRange);
        var decided = _gate.DecideAsync(
            d =>
            {
                d.Put(accounts, new Account { Name = "A", Balance = 1 });
                return 0;
            },
            default);
        Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(() => decided.Soon()))!.Message, Does.Contain("is kept"));
        Assert.That(taken, Has.Count.EqualTo(1));
        Assert.That(_lanes[Lane.Trading].Bytes, Is.EqualTo(taken[0].Bytes));
        Assert.That(_faults, Has.Count.EqualTo(1));
        taken[0].Release();
    }

    [Test]
    public async Task A_full_segment_that_cannot_be_closed_is_flushed_and_fails_nobody()
    {
        _storage.FailsToClose = true;
        using var commit = Commit(group => group.ToList().ForEach(w => w.Release()));
        for (var i = 0; i < 8; i++)
        {
            var write = Write(rows: 500);
            await _lanes[Lane.Market].EnqueueAsync(write, default);
            await write.Acknowledged.Soon();
        }

        Assert.That(_faults, Is.Empty);
        Assert.That(_journal.DurableSequence, Is.EqualTo(8));
        _storage.FailsToClose = false;
    }

    [TestCase(WritingStep.HandingOver)]
    [TestCase(WritingStep.HandedOver)]
    public async Task A_store_that_fails_behind_the_flush_says_so_and_has_the_rows_when_it_is_opened_again(WritingStep step)
    {
        using var folder = new Support.TemporaryFolder();
        var fails = false;
        var store = await Quick.OpenAsync(folder, o => o.Writing.Reached = at =>
        {
            if (fails && at == step)
            {
                throw new InvalidOperationException("injected");
            }
        });
        await store.Ticks.AppendAsync(Some.Quotes(10));
        fails = true;
        Assert.That((await Assert.ThrowsAsync<StoreFaultedException>(async () => await store.Ticks.AppendAsync(Some.Quotes(10, first: 10))))!.Message, Does.Contain("is kept"));
        fails = false;
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await store.Ticks.AppendAsync(Some.Quotes(10, first: 20)));
        await Assert.ThrowsAsync<StoreFaultedException>(() => store.Ticks.GetAsync(new TickQuery()));
        await Assert.ThrowsAsync<StoreFaultedException>(() => store.CheckpointAsync().Soon());
        Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.Faulted));
        Assert.That(store.GetHealth().FaultReason, Does.Contain("injected"));
        await store.DisposeAsync().AsTask().Soon();

        await using var again = await Quick.OpenAsync(folder);
        Assert.That((await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0], Is.EqualTo(20));
    }

    private static PendingWrite Write(int rows = 10) => new(TickTable.Definition.Encoder.Encode(Some.Quotes(rows), long.MaxValue / 2));

    private GroupCommit Commit(Action<IReadOnlyList<PendingWrite>> handOver) => new(_journal, _lanes, _gate, handOver, _faults.Add);
}
