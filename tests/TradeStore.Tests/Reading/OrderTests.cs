using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

internal sealed class OrderTests
{
    [Test]
    public async Task Rows_that_came_late_are_in_their_place_whatever_way_they_went_and_after_reopening()
    {
        using var folder = new TemporaryFolder();
        var ticks = new[] { 5, 1, 4, 2, 3 }.Select(i => Some.Quote(i)).ToList();
        var trades = new[] { 50, 10, 40 }.Select(i => Some.Trade(i, "TRADES")).ToList();
        var store = await Quick.OpenAsync(folder);
        foreach (var tick in ticks)
        {
            await store.Ticks.AppendAsync(tick);
        }

        await store.Ticks.AppendAsync(trades);
        await CheckAsync();
        await store.CheckpointAsync();
        await CheckAsync();
        await store.DisposeAsync();
        store = await Quick.OpenAsync(folder);
        await CheckAsync();
        Assert.That(await FlagsAsync(store), Is.EqualTo(new[] { false }));
        await store.DisposeAsync();

        async Task CheckAsync()
        {
            var read = await store.Ticks.GetAsync(new TickQuery());
            Assert.That(read.Select(t => t.Timestamp), Is.Ordered);
            Assert.That(read, Has.Count.EqualTo(8));
        }
    }

    [Test]
    public async Task A_partition_is_flagged_by_what_is_in_it_and_no_other_is()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Ticks.AppendAsync(Some.Quotes(100));
            await store.Ticks.AppendAsync([Some.Quote(5), Some.Quote(100)]);
            await store.Ticks.AppendAsync(Some.Quotes(10).Select(t => t with { Timestamp = t.Timestamp.AddDays(1) }).Reverse().ToList());
            await store.CheckpointAsync();
            Assert.That(await FlagsAsync(store), Is.EqualTo(new[] { true, false }), "a duplicate that is left out does not disturb the order");
        }

        await using var again = await Quick.OpenAsync(folder);
        await again.Ticks.AppendAsync(Some.Quotes(10, first: 101));
        Assert.That(await FlagsAsync(again), Is.EqualTo(new[] { true, false }));
        Assert.That((await again.Ticks.GetAsync(new TickQuery())).Select(t => t.Timestamp), Is.Ordered);
    }

    [Test]
    public async Task Ties_of_a_symbol_are_ordered_by_sequence_number()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var ties = new[] { 3L, 1, 2, 5, 4 }.Select(i => Some.Trade(7, sequence: i)).ToList();
        await store.Ticks.AppendAsync(ties.Take(3).ToList());
        await store.Ticks.AppendAsync(ties.Skip(3).ToList());

        Assert.That((await store.Ticks.GetAsync(new TickQuery())).Select(t => t.SequenceNumber), Is.EqualTo(new long?[] { 1, 2, 3, 4, 5 }));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "AAPL"))!.SequenceNumber, Is.EqualTo(5));
    }

    [Test]
    public async Task Ranges_are_from_to_excluded_and_refuse_what_is_no_range()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Some.Quotes(10));
        var at = Some.Day.AddSeconds(5);

        Assert.That(await CountAsync(at, at), Is.Zero);
        Assert.That(await CountAsync(at, at.AddTicks(1)), Is.EqualTo(1), "the end lies between two microseconds");
        Assert.That(await CountAsync(at.AddTicks(1), at.AddSeconds(1)), Is.EqualTo(1), "a row of the begin's microsecond may have been written later than it: times are cut");
        Assert.That(await CountAsync(at, at.AddSeconds(2)), Is.EqualTo(2));
        Assert.That(await CountAsync(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)), Is.EqualTo(10));
        await Assert.ThrowsAsync<ArgumentException>(() => CountAsync(at, at.AddTicks(-10)));
        await Assert.ThrowsAsync<ArgumentException>(() => CountAsync(DateTime.SpecifyKind(at, DateTimeKind.Local), at));

        async Task<int> CountAsync(DateTime from, DateTime to) => (await store.Ticks.GetAsync("NASDAQ", "AAPL", from, to)).Count;
    }

    private static async Task<IEnumerable<bool>> FlagsAsync(Store store) => (await Quick.EngineAsync(store, "SELECT is_time_ordered::VARCHAR FROM _segments ORDER BY partition")).Select(bool.Parse);
}
