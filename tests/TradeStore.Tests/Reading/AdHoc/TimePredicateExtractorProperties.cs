using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Random statements over a table of many partitions return what they return when each partition is read.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class TimePredicateExtractorProperties
{
    private const int Days = 12;
    private const int Statements = 150;
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder, options => options.Engine.Threads = 1);
        await _store.Ticks.AppendAsync([.. Enumerable.Range(0, Days).SelectMany(day => Rows(day, 0))]);
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(7));
        await _store.Tiering.SealAsync("market_ticks", Some.Day.AddDays(7), Some.Day.AddDays(10));
        await _store.Ticks.AppendAsync([.. new[] { 2, 5, 8, 11 }.SelectMany(day => Rows(day, 4))]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task What_a_statement_returns_does_not_depend_on_how_many_partitions_it_is_shown()
    {
        var seed = Random.Shared.Next();
        var sql = new RandomTickSql(Quick.Seeded(seed), Some.Day, Days);
        var returning = 0;
        for (var i = 0; i < Statements; i++)
        {
            var (statement, parameters) = sql.Next();
            var text = $"SELECT coalesce(string_agg(line, '; ' ORDER BY line), '') FROM ({statement.Replace("{ticks}", "market_ticks", StringComparison.Ordinal)})";
            var whole = $"WITH every_tick AS MATERIALIZED (FROM market_ticks) SELECT coalesce(string_agg(line, '; ' ORDER BY line), '') FROM ({statement.Replace("{ticks}", "every_tick", StringComparison.Ordinal)})";
            var expected = await _store.QueryAsync<string>(whole, parameters);
            Assert.That(await _store.QueryAsync<string>(text, parameters), Is.EqualTo(expected), $"seed {seed}, statement {i}: {text}");
            returning += expected[0].Length > 0 ? 1 : 0;
        }

        Assert.That(returning, Is.GreaterThan(Statements / 10), "Some return something.");
    }

    private static IEnumerable<Tick> Rows(int day, int first) => Enumerable.Range(first, 4).SelectMany(i => new[] { "A", "B", "C" }.Select(symbol =>
        Some.Trade(0, symbol, i) with { Timestamp = Some.Day.AddDays(day).AddHours(i * 3), LastPrice = day + 1 }));
}
