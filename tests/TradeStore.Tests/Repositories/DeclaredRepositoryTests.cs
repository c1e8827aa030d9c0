using TradeStore.Storage.Errors;
using TradeStore.Storage.Repositories;
using TradeStore.Tests.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>The repositories of any declared table, read over tables that are there; how rows are written is tested with ticks and bars.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class DeclaredRepositoryTests
{
    private List<Sample> _rows = null!;
    private SampleStore _store = null!;

    private SeriesRepository<Sample> Series => new(Sample.Series, writer: null!, _store.Context);

    private StateRepository<Sample> State => new(Sample.State, writer: null!, _store.Context);

    [OneTimeSetUp]
    public async Task Open()
    {
        _rows = new RandomSamples(Quick.Seeded(11)).Rows(100);
        _store = await SampleStore.OpenAsync(_rows);
    }

    [OneTimeTearDown]
    public Task Close() => _store.DisposeAsync().AsTask();

    [Test]
    public async Task A_range_of_a_series_is_read_by_time_with_its_end_left_out()
    {
        var times = _rows.Select(s => s.At).Order().ToList();
        var (from, to) = (times[10], times[80]);

        var read = await Series.GetAsync(from, to);

        Assert.That(read.Select(s => s.At), Is.Ordered);
        Assert.That(read.Select(s => s.Id), Is.EquivalentTo(_rows.Where(s => s.At >= from && s.At < to).Select(s => s.Id)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Series.GetAsync(to, from));
    }

    [Test]
    public async Task A_series_streams_the_columns_that_are_named()
    {
        var ids = new List<long>();
        var times = new List<long>();
        await foreach (var chunk in Series.StreamAsync(columns: ["id", "at"]))
        {
            Assert.That(chunk.ColumnNames, Is.EqualTo(new[] { "id", "at" }));
            ids.AddRange(chunk.Values<long>(0).ToArray());
            times.AddRange(chunk.Values<long>(1).ToArray());
        }

        Assert.That(ids, Is.EquivalentTo(_rows.Select(s => s.Id)));
        Assert.That(times, Is.Ordered);
        Assert.Throws<ArgumentException>(() => Series.StreamAsync(columns: ["nothing"]));
    }

    [Test]
    public async Task A_state_is_found_by_what_tells_it_apart()
    {
        Assert.That((await State.FindAsync(s => s.Id == 7))!.At, Is.EqualTo(_rows[7].At));
        Assert.That(await State.FindAsync(s => s.Id == -7), Is.Null);
        await Assert.ThrowsAsync<InvalidQueryException>(() => State.FindAsync(s => s.Id > 7));
    }

    [Test]
    public void A_table_of_the_other_kind_is_refused()
    {
        Assert.Throws<ArgumentException>(() => _ = new SeriesRepository<Sample>(Sample.State, writer: null!, _store.Context));
        Assert.Throws<ArgumentException>(() => _ = new StateRepository<Sample>(Sample.Series, writer: null!, _store.Context));
    }
}
