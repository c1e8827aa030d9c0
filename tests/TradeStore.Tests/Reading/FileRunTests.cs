using System.Globalization;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Reading;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

/// <summary>Days that lie in files, in tables and in both, read one after the other: the rows come by time, whatever is read by one statement.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class FileRunTests
{
    private const int Days = 40;
    private const int RowsOfADay = 3;
    private readonly List<Tick> _rows = [];
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder, options => options.Engine.Threads = 2);
        _rows.AddRange(Enumerable.Range(0, Days * RowsOfADay).SelectMany(i => new[] { "A", "B" }.Select(symbol => Row(i, symbol))));
        await _store.Ticks.AppendAsync(_rows);

        // Files, but for a sealed day, an open one, and one with late rows.
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(20));
        await _store.Tiering.SealAsync("market_ticks", Some.Day.AddDays(20), Some.Day.AddDays(21));
        await _store.Tiering.ExportAsync("market_ticks", Some.Day.AddDays(22), Some.Day.AddDays(Days - 1));
        var late = Row(30 * RowsOfADay, "A") with { Timestamp = Some.Day.AddDays(30).AddHours(1) };
        await _store.Ticks.AppendAsync([late]);
        _rows.Add(late);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_rows_of_any_range_come_by_time()
    {
        var random = Quick.Seeded(Random.Shared.Next());
        for (var i = 0; i < 60; i++)
        {
            var from = Some.Day.AddHours(random.Next(Days * 24));
            var query = new TickQuery { From = from, To = from.AddHours(random.Next(Days * 24)), Symbols = ["A"], Exchange = random.Next(4) == 0 ? null : "NASDAQ", Limit = random.Next(3) == 0 ? random.Next(1, 90) : null };
            var expected = _rows.Where(r => r.Symbol == "A" && r.Timestamp >= query.From && r.Timestamp < query.To).OrderBy(r => r.Timestamp).Select(Key);
            Assert.That((await _store.Ticks.GetAsync(query)).Select(Key), Is.EqualTo(expected.Take((int)(query.Limit ?? int.MaxValue))), $"{query}");
        }
    }

    [Test]
    public async Task The_rows_as_they_are_stored_are_each_there_once()
    {
        var seen = new List<string>();
        await foreach (var chunk in _store.Ticks.StreamAsync(new TickQuery { From = Some.Day, To = Some.Day.AddDays(Days), Order = ReadOrder.Stored, Columns = ["ts", "symbol"] }))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                seen.Add(string.Create(CultureInfo.InvariantCulture, $"{chunk.GetTimestamp(0, row):O} {chunk.GetString(1, row)}"));
            }
        }

        Assert.That(seen, Is.EquivalentTo(_rows.Select(Key)));
    }

    [Test]
    public void Files_are_read_by_few_statements_of_which_the_first_has_two()
    {
        var map = _store.Parts.Maps!.Current;
        var filter = new SeriesFilter(TickTable.Definition, Some.Day.AddHours(1), Some.Day.AddDays(20)).Where("exchange", "NASDAQ").Where("symbol", "A");
        var statements = SeriesPlan.Range(map, map, TickTable.Definition, _store.Parts.Folder, long.MaxValue, filter, "ts", ReadOrder.Time).ToList();
        Assert.That(statements.Select(s => s.Split(".parquet").Length - 1), Is.EqualTo(new[] { 2, 16, 2 }));
        Assert.That(statements.Select(s => s.Contains("\"ts\" >=", StringComparison.Ordinal)), Is.EqualTo(new[] { true, false, false }));
    }

    private static string Key(Tick tick) => string.Create(CultureInfo.InvariantCulture, $"{tick.Timestamp:O} {tick.Symbol}");

    private static Tick Row(int number, string symbol) => Some.Quote(number, symbol) with { Timestamp = Some.Day.AddHours(number * 24 / RowsOfADay) };
}
