using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Reading;

namespace TradeStore.CrashTests;

/// <summary>The disk is full for the engine, too, while the journal still has room that was reserved.</summary>
internal sealed class FullDiskTests
{
    private const int Many = 2_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly DateTime Day = new(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc);
    private TemporaryFolder _folder = null!;
    private SmallDisk _disk = null!;

    private string Filler => Path.Combine(_disk.Path, "filler");

    [SetUp]
    public void Mount()
    {
        _folder = new TemporaryFolder();
        _disk = SmallDisk.Mount(_folder["disk"], megabytes: 40);
    }

    [TearDown]
    public void Unmount()
    {
        _disk?.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Reads_go_on_while_the_disk_is_full_and_everything_is_seen_when_there_is_room()
    {
        await using (var store = await OpenAsync())
        {
            await store.Ticks.AppendAsync(Ticks(0));
            await store.Bars.AppendAsync(Bars(0));
            await store.CheckpointAsync();
            _disk.Fill(Filler, leave: 0);

            // Rows for memory, rows that need room, and rows of a partition that cannot be made.
            await store.Ticks.AppendAsync(Ticks(1));
            await store.Bars.AppendAsync(Bars(1));
            Assert.That(await store.Ticks.GetAsync(new TickQuery()).WaitAsync(Longest), Has.Count.EqualTo(2 * Many));
            var lacking = await Assert.ThrowsAsync<DiskFullException>(() => store.Bars.GetAsync(new BarQuery()).WaitAsync(Longest));
            Assert.That(lacking!.Message, Does.Contain("'ohlcv_bars'").And.Contain("ReadConsistency.Applied"));
            await Assert.ThrowsAsync<DiskFullException>(() => store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars").WaitAsync(Longest));
            Assert.That(await store.Bars.GetAsync(new BarQuery { Consistency = ReadConsistency.Applied }).WaitAsync(Longest), Has.Count.EqualTo(Many));
            Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks").WaitAsync(Longest), Is.EqualTo(new[] { 2L * Many }));
            var health = store.GetHealth();
            Assert.That((health.State, health.Recoveries), Is.EqualTo((StoreState.DiskFull, 0)));
            Assert.That(health.DiskFullReason, Does.Contain("No space left"));
            await Assert.ThrowsAsync<DiskFullException>(() => store.CheckpointAsync().WaitAsync(Longest));
            Assert.That(await store.Ticks.LatestAsync("X", "S").WaitAsync(Longest), Is.Not.Null);

            File.Delete(Filler);
            Assert.That(SpinWait.SpinUntil(() => store.GetHealth().State == StoreState.Open, Longest), Is.True);
            await CheckAsync(store, ticks: 2, bars: 2);
            await store.Ticks.AppendAsync(Ticks(2));
            await store.Bars.AppendAsync(Bars(2));
            await CheckAsync(store, ticks: 3, bars: 3);
        }

        await ReopenAsync(ticks: 3, bars: 3);
    }

    [Test]
    public async Task Rows_that_were_on_their_way_into_the_file_when_the_disk_was_full_are_seen_all_the_same()
    {
        await using (var store = await OpenAsync(directRows: 1))
        {
            await store.Ticks.AppendAsync(Ticks(0));
            await store.CheckpointAsync();
            _disk.Fill(Filler, leave: 0);
            for (var run = 1; run < 4; run++)
            {
                await store.Ticks.AppendAsync(Ticks(run));
                Assert.That(await store.Ticks.GetAsync(new TickQuery()).WaitAsync(Longest), Has.Count.EqualTo((run + 1) * Many));
            }

            Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.DiskFull));
            Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks").WaitAsync(Longest), Is.EqualTo(new[] { 4L * Many }));
            File.Delete(Filler);
            Assert.That(SpinWait.SpinUntil(() => store.GetHealth().State == StoreState.Open, Longest), Is.True);
            await CheckAsync(store, ticks: 4, bars: 0);
        }

        await ReopenAsync(ticks: 4, bars: 0);
    }

    [Test]
    public async Task A_batch_of_several_tables_waits_for_room_as_a_whole()
    {
        await using (var store = await OpenAsync())
        {
            await store.Ticks.AppendAsync(Ticks(0));
            await store.Bars.AppendAsync(Bars(0));
            await store.CheckpointAsync();
            _disk.Fill(Filler, leave: 0);
            await store.WriteAsync(batch =>
            {
                batch.Append(Ticks(1));
                batch.Append(Bars(1));
            });

            // Ticks alone would go to memory, and be seen there without their bars.
            await Assert.ThrowsAsync<DiskFullException>(() => store.Ticks.GetAsync(new TickQuery()).WaitAsync(Longest));
            await Assert.ThrowsAsync<DiskFullException>(() => store.Bars.GetAsync(new BarQuery()).WaitAsync(Longest));
            Assert.That(await store.Ticks.GetAsync(new TickQuery { Consistency = ReadConsistency.Applied }).WaitAsync(Longest), Has.Count.EqualTo(Many));
            Assert.That(await store.Bars.GetAsync(new BarQuery { Consistency = ReadConsistency.Applied }).WaitAsync(Longest), Has.Count.EqualTo(Many));
            File.Delete(Filler);
            Assert.That(SpinWait.SpinUntil(() => store.GetHealth().State == StoreState.Open, Longest), Is.True);
            await CheckAsync(store, ticks: 2, bars: 2);
        }

        await ReopenAsync(ticks: 2, bars: 2);
    }

    [Test]
    public async Task A_store_on_a_full_disk_closes_and_has_everything_when_it_is_opened_with_room()
    {
        var store = await OpenAsync();
        await store.Ticks.AppendAsync(Ticks(0));
        await store.CheckpointAsync();
        _disk.Fill(Filler, leave: 0);
        await store.Ticks.AppendAsync(Ticks(1));
        await store.Bars.AppendAsync(Bars(0));
        await Assert.ThrowsAsync<DiskFullException>(() => store.Bars.GetAsync(new BarQuery()).WaitAsync(Longest));

        await store.DisposeAsync().AsTask().WaitAsync(Longest);

        File.Delete(Filler);
        await ReopenAsync(ticks: 2, bars: 1);
    }

    [Test]
    public async Task A_checkpoint_that_finds_the_disk_full_costs_the_engine_and_neither_rows_nor_reads()
    {
        var isFilling = false;
        await using (var store = await OpenAsync(step =>
        {
            if (step == WritingStep.Checkpointing && isFilling)
            {
                isFilling = false;
                _disk.Fill(Filler, leave: 0);
            }
        }))
        {
            await store.Ticks.AppendAsync(Ticks(0));
            await store.Bars.AppendAsync(Bars(0));
            await store.CheckpointAsync();
            await store.Bars.AppendAsync(Bars(1));
            await store.Ticks.AppendAsync(Ticks(1));
            await store.Ticks.LatestAsync("X", "S");
            Volatile.Write(ref isFilling, true);
            await Assert.CatchAsync(() => store.CheckpointAsync().WaitAsync(Longest));

            Assert.That(SpinWait.SpinUntil(() => store.GetHealth().Recoveries == 1, Longest), Is.True);
            await store.Ticks.AppendAsync(Ticks(2));
            await CheckAsync(store, ticks: 3, bars: 2);
            File.Delete(Filler);
            await store.Bars.AppendAsync(Bars(2));
            Assert.That(SpinWait.SpinUntil(() => store.GetHealth().State == StoreState.Open, Longest), Is.True);
            await CheckAsync(store, ticks: 3, bars: 3);
            Assert.That(store.GetHealth().Recoveries, Is.EqualTo(1));
        }

        await ReopenAsync(ticks: 3, bars: 3);
    }

    private static List<Tick> Ticks(int run) =>
        [.. Enumerable.Range(run * Many, Many).Select(i => new Tick { Timestamp = Day.AddSeconds(i), Exchange = "X", Symbol = "S", LastPrice = i, LastSize = 1, SequenceNumber = i })];

    private static List<Bar> Bars(int run) => [.. Enumerable.Range(run * Many, Many).Select(i => new Bar
    {
        Exchange = "X", Symbol = $"A symbol with a long name, number {i}", Timeframe = Timeframe.OneMinute, Timestamp = Day, Open = 1, High = 2, Low = 1, Close = 2, Volume = i,
    })];

    private static async Task CheckAsync(Store store, int ticks, int bars)
    {
        var read = await store.Ticks.GetAsync(new TickQuery()).WaitAsync(Longest);
        Assert.That(read.Select(t => t.SequenceNumber), Is.EqualTo(Enumerable.Range(0, ticks * Many).Select(i => (long?)i)));
        Assert.That((await store.Bars.GetAsync(new BarQuery()).WaitAsync(Longest)).Select(b => (int)b.Volume).Order(), Is.EqualTo(Enumerable.Range(0, bars * Many)));
    }

    private async Task ReopenAsync(int ticks, int bars)
    {
        await using var again = await OpenAsync();
        await CheckAsync(again, ticks, bars);
    }

    private Task<Store> OpenAsync(Action<WritingStep>? reached = null, int? directRows = null)
    {
        var options = KilledStore.Options();
        options.Writing.DirectRows = directRows ?? options.Writing.DirectRows;
        options.Journal.FileSize = 4 << 20;
        options.Writing.Reached = reached;
        return Store.OpenAsync(Path.Combine(_disk.Path, "store"), options);
    }
}
