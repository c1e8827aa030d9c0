using TradeStore.Repositories;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>A day with more rows than a file takes.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class HugeDayTests
{
    private const int Symbols = 12;
    private const int RowsEach = 300;
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder, o => o.Tiering.FileRows = 1_000);
        for (var i = 0; i < RowsEach; i++)
        {
            await _store.Ticks.AppendAsync([.. Enumerable.Range(0, Symbols).Select(s => Some.Quote(i, Symbol(s)))]);
        }

        await _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public void It_becomes_files_of_a_bounded_size_each_with_a_range_of_symbols()
    {
        Assert.That(Segments().Select(s => (s.Content!.Rows, s.Content.First[0], s.Content.Last[0])), Is.EqualTo(new[]
        {
            (900L, "S00", "S02"), (900L, "S03", "S05"), (900L, "S06", "S08"), (900L, "S09", "S11"),
        }));
    }

    [Test]
    public async Task Its_rows_are_those_that_were_written_in_the_order_of_time()
    {
        var ticks = await _store.Ticks.GetAsync(new TickQuery());

        Assert.That(ticks, Has.Count.EqualTo(Symbols * RowsEach));
        Assert.That(ticks.Select(t => t.Timestamp), Is.Ordered);
        Assert.That(await _store.QueryAsync<long>("SELECT count(DISTINCT (symbol, ts)) FROM market_ticks"), Is.EqualTo(new[] { (long)Symbols * RowsEach }));
    }

    [Test]
    public void A_symbols_question_touches_the_one_file_that_can_hold_it()
    {
        Assert.That(Files("S04"), Is.EqualTo(new[] { 1 }));
        Assert.That(Files("S00"), Is.EqualTo(new[] { 0 }));
        Assert.That(Files("S05", "S06"), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(Files("A", "S12", "S05x"), Is.Empty);
        Assert.That(Files(), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void A_question_for_times_that_a_file_does_not_reach_touches_none()
    {
        Assert.That(Statements(new SeriesFilter(TickTable.Definition, Some.Day.AddSeconds(RowsEach), Some.Day.AddHours(2))), Is.Empty);
        Assert.That(Statements(new SeriesFilter(TickTable.Definition, Some.Day.AddSeconds(RowsEach - 1), Some.Day.AddHours(2))), Is.Not.Empty);
    }

    [Test]
    public void One_symbol_is_read_without_a_sort_and_several_are_sorted()
    {
        Assert.That(Statements(Filter("S04")), Has.Count.EqualTo(1).And.None.Contains("ORDER BY"));
        Assert.That(Statements(Filter("S04", "S05")), Has.Count.EqualTo(1).And.All.Contains("ORDER BY"));
    }

    private static string Symbol(int number) => $"S{number:00}";

    private static SeriesFilter Filter(params string[] symbols) => new SeriesFilter(TickTable.Definition, from: null, to: null).Where("exchange", "NASDAQ").Where("symbol", symbols);

    private List<string> Statements(SeriesFilter filter)
    {
        var map = _store.Parts.Maps!.Current;
        return [.. SeriesPlan.Range(map, map, TickTable.Definition, _store.Parts.Folder, applied: long.MaxValue, filter, "*", ReadOrder.Time)];
    }

    private IEnumerable<int> Files(params string[] symbols)
    {
        var statements = string.Concat(Statements(Filter(symbols)));
        return Segments().Select((s, i) => (s, i)).Where(x => statements.Contains(Path.GetFileName(x.s.File!), StringComparison.Ordinal)).Select(x => x.i);
    }

    private System.Collections.Immutable.ImmutableArray<Segment> Segments() => _store.Parts.Maps!.Current.Segments(TickTable.Definition);
}
