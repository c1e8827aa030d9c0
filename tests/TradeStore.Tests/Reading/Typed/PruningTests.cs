using System.Linq.Expressions;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Which partitions a query touches.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PruningTests
{
    private const int Days = 6;
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
        for (var day = 0; day < Days; day++)
        {
            await _store.Ticks.AppendAsync(Some.Quotes(5).ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(day) }));
        }

        await _store.CheckpointAsync();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public void Conditions_on_the_time_leave_the_partitions_that_can_hold_rows()
    {
        var day = Some.Day.AddDays(2);

        Check(t => true, 0, 1, 2, 3, 4, 5);
        Check(t => t.Timestamp == day, 2);
        Check(t => day == t.Timestamp, 2);
        Check(t => t.Timestamp == day.AddTicks(1), 2);
        Check(t => t.Timestamp < day, 0, 1);
        Check(t => t.Timestamp < day.AddTicks(1), 0, 1);
        Check(t => t.Timestamp <= day, 0, 1, 2);
        Check(t => day > t.Timestamp, 0, 1);
        Check(t => t.Timestamp >= day, 2, 3, 4, 5);
        Check(t => t.Timestamp > day.AddTicks(-1), 2, 3, 4, 5);
        Check(t => t.Timestamp > day.AddMicroseconds(-1), 2, 3, 4, 5);
        Check(t => !(t.Timestamp < day) && t.Symbol == "AAPL" && t.Timestamp < day.AddDays(2), 2, 3);
        Check(t => t.Timestamp.Between(day, day.AddDays(1)), 2, 3);
        Check(t => t.Timestamp == day || t.Timestamp == day.AddDays(1), 2, 3);
        Check(t => new[] { day, day.AddDays(2) }.Contains(t.Timestamp), 2, 3, 4);
        Check(t => t.Timestamp == day || t.BidPrice > 5m, 0, 1, 2, 3, 4, 5);
        Check(t => t.Timestamp == day || !(t.BidPrice < 1e15m), 0, 1, 2, 3, 4, 5);
        Check(t => t.Timestamp != day, 0, 1, 2, 3, 4, 5);
        Check(t => t.Timestamp > day && t.Timestamp < day);
        Check(t => t.Symbol == "AAPL" && false);
    }

    [Test]
    public async Task An_order_by_time_reads_partition_by_partition_and_stops_when_it_has_enough()
    {
        var newest = _store.Ticks.Query().OrderByDescending(t => t.Timestamp).ThenBy(t => t.BidPrice).Take(7);
        var map = _store.Ticks.Query().Context.Maps.Current;

        Assert.That(Statements(newest).ConvertAll(Touched), Is.EqualTo(new[] { "5", "4", "3", "2", "1", "0" }));
        Assert.That(Statements(_store.Ticks.Query().OrderBy(t => t.BidPrice)).ConvertAll(Touched), Is.EqualTo(new[] { "012345" }));
        Assert.That((await newest.ToListAsync()).Select(t => t.Timestamp.Day), Is.EqualTo(new[] { 10, 10, 10, 10, 10, 9, 9 }));

        // Partitions whose tables are gone are not missed, since nothing asks for them.
        var context = _store.Ticks.Query().Context;
        foreach (var segment in map.Segments(TickTable.Definition).Take(4))
        {
            context.Maps.Change(m => m.With(segment with { Location = "warm.gone", TableDamage = new TableDamage() }));
        }

        try
        {
            Assert.That(await newest.ToListAsync(), Has.Count.EqualTo(7));
            Assert.That(await newest.Skip(2).ToListAsync(), Has.Count.EqualTo(5));
            Assert.That(await _store.Ticks.Query().Where(t => t.Timestamp > Some.Day.AddDays(4)).CountAsync(), Is.EqualTo(9));
            await Assert.CatchAsync<TradeStoreException>(() => _store.Ticks.Query().ToListAsync(), "a table that is gone is missed where it is asked for");
        }
        finally
        {
            foreach (var segment in map.Segments(TickTable.Definition).Take(4))
            {
                context.Maps.Change(m => m.With(segment));
            }
        }
    }

    [Test]
    public async Task A_partition_that_came_in_order_is_sorted_only_for_what_goes_beyond_it()
    {
        var byTime = _store.Ticks.Query().OrderBy(t => t.Timestamp);

        Assert.That(Statements(byTime), Has.None.Contains("ORDER BY"));
        Assert.That(Statements(byTime.ThenByDescending(t => t.BidPrice)), Has.All.Contains("ORDER BY"));
        Assert.That(Statements(_store.Ticks.Query().OrderByDescending(t => t.Timestamp)), Has.All.Contains("ORDER BY"));
        Assert.That((await byTime.ToListAsync()).Select(t => t.Timestamp), Is.Ordered.And.Exactly(Days * 5).Items);
    }

    [Test]
    public async Task A_table_without_rows_is_read_without_any_statement()
    {
        var bars = _store.Bars.Query();

        Assert.That(TableQueryPlan.Rows(BarTable.Definition, RowSelection.Whole(BarTable.Definition), bars.Definition, bars.Context.Maps.Current, bars.Context.Maps.Current, 0), Is.Empty);
        Assert.That(TableQueryPlan.Rows(BarTable.Definition, RowSelection.Whole(BarTable.Definition), bars.OrderBy(b => b.Close).Definition, bars.Context.Maps.Current, bars.Context.Maps.Current, 0), Is.Empty);
        Assert.That(await bars.OrderBy(b => b.Close).ToListAsync(), Is.Empty);
        Assert.That(await bars.CountAsync(), Is.Zero);
    }

    private void Check(Expression<Func<Tick, bool>> predicate, params int[] days)
    {
        var touched = Statements(_store.Ticks.Query().Where(predicate)).Select(Touched);
        Assert.That(string.Concat(touched), Is.EqualTo(string.Concat(days)), predicate.ToString());
    }

    private static List<string> Statements(TableQuery<Tick> query)
    {
        var map = query.Context.Maps.Current;
        return [.. TableQueryPlan.Rows(TickTable.Definition, RowSelection.Whole(TickTable.Definition), query.Definition, map, map, applied: long.MaxValue)];
    }

    private static string Touched(string sql) =>
        string.Concat(Enumerable.Range(0, Days).Where(d => sql.Contains($"market_ticks_{Some.Day.AddDays(d):yyyyMMdd}", StringComparison.Ordinal)));
}
