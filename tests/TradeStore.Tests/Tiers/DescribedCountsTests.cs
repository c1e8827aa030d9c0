using TradeStore.Model;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering;

namespace TradeStore.Tests.Tiers;

/// <summary>What is counted of partitions that take rows is remembered, and is what is there all the same.</summary>
internal sealed class DescribedCountsTests
{
    private const int Days = 130;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task Many_partitions_are_counted_by_few_statements_and_those_that_took_rows_again()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, Days).SelectMany(day => SmallDays.Ticks(day))]);
        await store.CheckpointAsync();
        Assert.That(await RowsAsync(store), Is.EqualTo(Enumerable.Repeat((long)SmallDays.Rows, Days)));
        var counted = SmallDays.Segments(store).Select(Counted).ToList();
        Assert.That(counted, Is.All.Not.Null);

        await store.Ticks.AppendAsync(SmallDays.Ticks(day: 7, rows: 9));
        Assert.That((await RowsAsync(store))[7], Is.EqualTo(9), "in memory");
        await store.CheckpointAsync();
        var described = await store.Tiering.DescribeAsync();

        Assert.That((described[7].Rows, described[7].Last), Is.EqualTo((9L, (DateTime?)SmallDays.Ticks(7, 9)[^1].Timestamp)), "in its partition");
        var changed = SmallDays.Segments(store).Select(Counted).Zip(counted).Select((pair, i) => (i, IsSame: ReferenceEquals(pair.First, pair.Second))).Where(p => !p.IsSame).Select(p => p.i);
        Assert.That(changed, Is.EqualTo(new[] { 7 }), "all others were counted before");
        Assert.That(described.Select(p => p.Bytes), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task What_is_in_memory_is_counted_by_partition()
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.Writing.MemtableAge = TimeSpan.FromMinutes(10));
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, 40).SelectMany(day => SmallDays.Ticks(day))]);
        await store.OrderFlow.AppendAsync([.. Enumerable.Range(0, 40).Select(day => new OfiEvent { Timestamp = Some.Day.AddDays(day), Exchange = "X", Symbol = "S", OfiValue = 1 })]);

        var described = (await store.Tiering.DescribeAsync()).ToLookup(p => p.Table);

        Assert.That(store.Parts.Maps!.Current.Memtables(TickTable.Definition), Is.Not.Empty);
        Assert.That(described[SmallDays.Table].Select(p => (p.Partition, p.Rows, p.Last)), Is.EqualTo(Enumerable.Range(0, 40).Select(day => ($"{Some.Day.AddDays(day):yyyyMMdd}", (long)SmallDays.Rows, (DateTime?)Some.Day.AddDays(day).AddSeconds(SmallDays.Rows - 1)))));
        Assert.That(described["ofi_events"].Sum(p => p.Rows), Is.EqualTo(40));
    }

    [Test]
    public async Task Whatever_is_written_is_counted_as_it_is()
    {
        var random = Quick.Seeded(Environment.TickCount & 0xFFFF);
        for (var opened = 0; opened < 3; opened++)
        {
            await using var store = await Quick.OpenAsync(_folder, o => o.Writing.DirectRows = 60);
            for (var step = 0; step < Effort.Of(usual: 15, most: 40); step++)
            {
                var first = random.Next(300);
                var ticks = Some.Quotes(random.Next(1, 90), $"S{random.Next(3)}", first).ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(t.SequenceNumber!.Value % 5) });
                await (random.Next(6) switch
                {
                    0 => store.CheckpointAsync(),
                    1 => store.Tiering.SealAsync(SmallDays.Table, Some.Day, Some.Day.AddDays(2)),
                    2 => store.Bars.AppendAsync([.. Enumerable.Range(first, 5).Select(minute => Some.Bar(minute))]).AsTask(),
                    _ => store.Ticks.AppendAsync(ticks).AsTask(),
                });
                var described = (await store.Tiering.DescribeAsync()).Select(p => $"{p.Table} {p.Partition} {p.Rows}").Order();
                Assert.That(described, Is.EqualTo((await SegmentRowsAsync(store)).Order()), $"step {step}");
            }
        }
    }

    // As they are stored: of a key in two generations, both.
    private static async Task<IReadOnlyList<string>> SegmentRowsAsync(Store store)
    {
        await store.CheckpointAsync();
        using var session = store.Parts.Database!.Connect();
        return
        [
            .. store.Parts.Maps!.Current.Segments(store.Parts.Catalog!.All)
                .Select(s => (s.Table.Name, Partition: s.Partition.Name, Rows: session.QueryScalar<long>($"SELECT count(*) FROM {s.Location}")))
                .GroupBy(s => (s.Name, s.Partition))
                .Select(g => $"{g.Key.Name} {g.Key.Partition} {g.Sum(s => s.Rows)}"),
        ];
    }

    private static async Task<IReadOnlyList<long>> RowsAsync(Store store) => [.. (await store.Tiering.DescribeAsync()).Select(p => p.Rows)];

    private static CountedRows? Counted(Segment segment) => segment.Growing!.CountedAt(long.MaxValue);
}
