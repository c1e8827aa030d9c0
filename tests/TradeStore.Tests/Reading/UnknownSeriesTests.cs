using TradeStore.Storage.Reading;
using TradeStore.Storage.Writing;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering;

namespace TradeStore.Tests.Reading;

/// <summary>What is asked for by series is not looked for in segments that cannot have it, whether they are counted or take rows still.</summary>
internal sealed class UnknownSeriesTests
{
    private const int Days = 12;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task A_symbol_that_no_partition_has_costs_no_statement_and_one_that_few_have_few([Values] bool isInMemory)
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.Writing.MemtableAge = TimeSpan.FromMinutes(10));
        await AppendAsync(store, isInMemory);

        Assert.That(Statements(store, "UNKNOWN"), Is.Empty);
        Assert.That(Statements(store, "S3"), Has.Count.EqualTo(isInMemory ? 2 : 1), "what is in memory, and its partition");
        Assert.That(Statements(store, "S3", exchange: "OTHER"), Is.Empty);
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "S3"))!.SequenceNumber, Is.EqualTo(SmallDays.Rows - 1));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "S3", Some.Day, SmallDays.End(Days)), Has.Count.EqualTo(SmallDays.Rows));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "UNKNOWN", Some.Day, SmallDays.End(Days)), Is.Empty);
    }

    [Test]
    public async Task What_was_there_when_the_store_was_opened_is_looked_through_once()
    {
        await using (var before = await Quick.OpenAsync(_folder))
        {
            await AppendAsync(before, isInMemory: false);
        }

        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(await store.Ticks.LatestAsync("NASDAQ", "UNKNOWN"), Is.Null);
        Assert.That(Statements(store, "UNKNOWN"), Has.Count.LessThanOrEqualTo(4), "the newest were asked, and then all told what they have");
        Assert.That(Statements(store, "S3"), Has.Count.LessThanOrEqualTo(5));
        await store.Ticks.AppendAsync(SmallDays.Ticks(day: 2).ConvertAll(t => t with { Symbol = "LATE" }));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "LATE"))!.SequenceNumber, Is.EqualTo(SmallDays.Rows - 1));
        Assert.That(Statements(store, "S0"), Has.Count.LessThanOrEqualTo(5));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "S0"))!.SequenceNumber, Is.EqualTo(SmallDays.Rows - 1));
    }

    [Test]
    public async Task A_segment_of_more_series_than_are_kept_is_asked()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, 1_500).Select(i => Some.Quote(i, $"S{i}"))]);
        await store.CheckpointAsync();

        Assert.That(Statements(store, "UNKNOWN"), Has.Count.EqualTo(1));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "S1499"))!.SequenceNumber, Is.EqualTo(1_499));
    }

    [Test]
    public async Task Whatever_is_written_is_found_at_once_by_its_series()
    {
        var random = Quick.Seeded(Environment.TickCount & 0xFFFF);
        var newest = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        for (var opened = 0; opened < 3; opened++)
        {
            await using var store = await Quick.OpenAsync(_folder, o => o.Writing.DirectRows = 60);
            for (var step = 0; step < 40; step++)
            {
                await StepAsync(store, random, step + (opened * 40), newest);
                foreach (var symbol in Enumerable.Range(0, 8).Select(i => $"S{i}"))
                {
                    Assert.That((await store.Ticks.LatestAsync("NASDAQ", symbol))?.Timestamp, Is.EqualTo(newest.TryGetValue(symbol, out var time) ? time : (DateTime?)null), $"{symbol}, step {step}");
                }
            }
        }
    }

    private static async Task StepAsync(Store store, Random random, int step, Dictionary<string, DateTime> newest)
    {
        var (from, to) = (Some.Day.AddDays(random.Next(6)), Some.Day.AddDays(6));
        switch (random.Next(8))
        {
            case 0:
                await store.CheckpointAsync();
                break;
            case 1:
                await store.Tiering.SealAsync(SmallDays.Table, from, to);
                break;
            case 2:
                await store.Tiering.ExportAsync(SmallDays.Table, from, to);
                break;
            default:
                // Batches of one day and of several, of one symbol and of several.
                var ticks = Enumerable.Range(0, random.Next(1, 90)).Select(i => Some.Quote((step * 100) + i, $"S{random.Next(1 + random.Next(8))}")).ToList();
                ticks = ticks.ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(random.Next(1 + random.Next(6))) });
                await store.Ticks.AppendAsync(ticks);
                foreach (var tick in ticks)
                {
                    newest[tick.Symbol] = newest.TryGetValue(tick.Symbol, out var time) && time > tick.Timestamp ? time : tick.Timestamp;
                }

                break;
        }
    }

    private static async Task AppendAsync(Store store, bool isInMemory)
    {
        // One batch of all days, each with its own symbol.
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, Days).SelectMany(day => SmallDays.Ticks(day))]);
        await (isInMemory ? store.Parts.Applier!.RequestAsync(_ => Task.CompletedTask) : store.CheckpointAsync());
        Assert.That(store.Parts.Maps!.Current.Memtables(TickTable.Definition).IsEmpty, Is.EqualTo(!isInMemory));
    }

    private static List<string> Statements(Store store, string symbol, string exchange = "NASDAQ")
    {
        store.Parts.Applier!.RequestAsync((WarmWriter _) => Task.CompletedTask).GetAwaiter().GetResult();
        using var session = store.Parts.Database!.Connect();
        using var transaction = new ReadTransaction(session, store.Parts.Maps!);
        var filter = new SeriesFilter(TickTable.Definition, from: null, to: null).Where("exchange", exchange).Where("symbol", symbol);
        return [.. SeriesPlan.Newest(transaction, store.Parts.Maps!.Current, TickTable.Definition, filter, "*", extra: null)];
    }
}
