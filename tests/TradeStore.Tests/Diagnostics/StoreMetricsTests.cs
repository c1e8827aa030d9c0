using TradeStore.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Diagnostics;

internal sealed class StoreMetricsTests
{
    private readonly string _name = $"s{Guid.NewGuid():N}";
    private TemporaryFolder _folder = null!;
    private MetricList _metrics = null!;

    [SetUp]
    public void Make() => (_folder, _metrics) = (new TemporaryFolder(), new MetricList(_name));

    [TearDown]
    public void Remove()
    {
        _folder.Dispose();
        _metrics.Dispose();
    }

    [Test]
    public async Task Writes_are_counted_by_table_and_lane_and_timed_by_lane()
    {
        await using var store = await OpenAsync();
        await store.Ticks.AppendAsync(Some.Quotes(5));
        await store.Ticks.AppendAsync(Some.Quote(9));
        await store.Bars.AppendAsync(Some.Bar(1));
        await Assert.ThrowsAsync<InvalidRowException>(async () => await store.Ticks.AppendAsync(Some.Quote(1) with { Symbol = "" }));

        const string Ticks = "db.collection.name=market_ticks tradestore.lane=market";
        Assert.That(_metrics.Sum("tradestore.ingest.rows", Ticks), Is.EqualTo(6));
        Assert.That(_metrics.Sum("tradestore.ingest.batches", Ticks), Is.EqualTo(2));
        Assert.That(_metrics.Sum("tradestore.ingest.rows", "db.collection.name=ohlcv_bars tradestore.lane=market"), Is.EqualTo(1));
        Assert.That(_metrics.Sum("tradestore.ingest.failures", $"db.collection.name=market_ticks error.type=TS2001 tradestore.lane=market"), Is.EqualTo(1));
        Assert.That(_metrics.Of("tradestore.ingest.acknowledgement.duration", "tradestore.lane=market"), Has.Exactly(3).Positive);
    }

    [Test]
    public async Task Queries_are_timed_by_operation_table_and_status()
    {
        await using var store = await OpenAsync();
        await store.Ticks.AppendAsync(Some.Quotes(5));
        await store.Ticks.LatestAsync("NASDAQ", "AAPL");
        await store.QueryAsync<int>("SELECT 1");
        await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<int>("SELECT x"));
        await foreach (var chunk in store.Ticks.StreamAsync(new()))
        {
            Assert.That(chunk.RowCount, Is.EqualTo(5));
            break;
        }

        var queries = _metrics.Values.Where(v => v.Name == "tradestore.query.duration").ToList();
        Assert.That(queries.Select(q => q.Tags), Is.EquivalentTo(new[]
        {
            "db.collection.name=market_ticks db.operation.name=latest tradestore.status=ok",
            "db.collection.name= db.operation.name=query tradestore.status=ok",
            "db.collection.name= db.operation.name=query tradestore.status=error",
            queries[^1].Tags,
        }));
        Assert.That(queries[^1].Tags, Does.StartWith("db.collection.name=market_ticks db.operation.name=stream"));
        Assert.That(queries.Select(q => q.Value), Is.All.Positive);
    }

    [Test]
    public async Task What_is_there_is_observed_while_the_store_is_open_and_no_longer()
    {
        var store = await OpenAsync();
        await store.Ticks.AppendAsync(Some.Quotes(5));
        await store.CheckpointAsync();
        _metrics.Observe();

        Assert.That(_metrics.Of("tradestore.readers", "tradestore.state=available"), Is.EqualTo(new[] { 50.0 }));
        Assert.That(_metrics.Of("tradestore.readers", "tradestore.state=active"), Is.EqualTo(new[] { 0.0 }));
        Assert.That(_metrics.Of("tradestore.queue.depth", "tradestore.lane=trading"), Is.EqualTo(new[] { 0.0 }));
        Assert.That(_metrics.Of("tradestore.apply.lag", ""), Is.EqualTo(new[] { 0.0 }));
        Assert.That(_metrics.Of("tradestore.journal.size", "").Single(), Is.GreaterThanOrEqualTo(4 << 20));
        Assert.That(_metrics.Of("tradestore.tier.size", "tradestore.tier=warm").Single(), Is.Positive);
        Assert.That(_metrics.Of("tradestore.tier.partitions", "db.collection.name=market_ticks"), Is.EqualTo(new[] { 1.0 }));
        Assert.That(_metrics.Of("tradestore.checkpoint.duration", ""), Is.Not.Empty);

        await store.DisposeAsync();
        var seen = _metrics.Values.Count;
        _metrics.Observe();
        Assert.That(_metrics.Values, Has.Count.EqualTo(seen));
    }

    [Test]
    public async Task Steps_of_tiering_are_counted_and_timed_and_tiers_are_observed()
    {
        await using var store = await OpenAsync();
        await store.Ticks.AppendAsync(Some.Quotes(5_000));
        await store.Bars.AppendAsync([.. Enumerable.Range(0, 500).Select(i => Some.Bar(i))]);
        await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        await store.Tiering.SealAsync("ohlcv_bars", Some.Day, Some.Day.AddDays(1));
        _metrics.Observe();

        const string Export = "db.collection.name=market_ticks tradestore.status=ok tradestore.tiering.action=export";
        Assert.That(_metrics.Sum("tradestore.tiering.steps", Export), Is.EqualTo(1));
        Assert.That(_metrics.Sum("tradestore.tiering.rows", "db.collection.name=market_ticks tradestore.tiering.action=export"), Is.EqualTo(5_000));
        Assert.That(_metrics.Of("tradestore.tiering.duration", Export), Has.Exactly(1).Positive);
        Assert.That(_metrics.Of("tradestore.tier.rows", "tradestore.tier=cold"), Is.EqualTo(new[] { 5_000.0 }));
        Assert.That(_metrics.Of("tradestore.tier.rows", "tradestore.tier=warm"), Is.EqualTo(new[] { 500.0 }));
        var file = Directory.EnumerateFiles(Path.Combine(store.Path, "cold"), "*.parquet", SearchOption.AllDirectories).Single();
        Assert.That(_metrics.Of("tradestore.tier.size", "tradestore.tier=cold"), Is.EqualTo(new[] { (double)new FileInfo(file).Length }));
        Assert.That(_metrics.Of("tradestore.tier.compression", "tradestore.tier=cold").Single(), Is.InRange(2, 1_000));
        Assert.That(_metrics.Of("tradestore.tiering.lag.duration", ""), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_meter_of_the_hosts_factory_outlives_the_store_and_then_shows_nothing()
    {
        using var factory = new KeepingFactory();
        var store = await OpenAsync(o => o.MeterFactory = factory);
        _metrics.Observe();
        Assert.That(_metrics.Of("tradestore.apply.lag", ""), Has.Exactly(1).Items);

        await store.DisposeAsync();
        _metrics.Values.Clear();
        _metrics.Observe();
        Assert.That(_metrics.Values, Is.Empty);
        Assert.That(factory.Meters.Single().Name, Is.EqualTo("TradeStore"));
    }

    [Test]
    public async Task Every_instrument_stands_in_the_document_with_its_unit()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "observability.md"));
        var names = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Tags?.Contains(new("tradestore.store", _name)) == true)
            {
                names.Add($"| `{instrument.Name}` | {instrument.Unit} |");
            }
        };
        listener.Start();
        await using var store = await OpenAsync();

        Assert.That(names, Has.Count.GreaterThan(10));
        Assert.That(names.Where(n => !document.Contains(n, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_stores_own_metrics_are_stored_when_asked_for_and_once_more_at_the_end()
    {
        await using (var store = await OpenAsync(o => o.Diagnostics.StoreMetricsEvery = TimeSpan.FromHours(1)))
        {
            await store.Ticks.AppendAsync(Some.Quotes(5));
        }

        await using var again = await Quick.OpenAsync(_folder);
        var rows = await again.QueryAsync<string>(
            "SELECT concat_ws('|', metric_name, metric_type, component, instance, value) FROM system_metrics WHERE metric_name = 'tradestore.ingest.rows' AND component LIKE '%ticks%'");
        Assert.That(rows, Is.EqualTo(new[] { $"tradestore.ingest.rows|counter|market_ticks/market|{_name}|5.0" }));
        var histogram = await again.QueryAsync<bool>(
            "SELECT value > 0 AND p50 > 0 AND p999 >= p50 FROM system_metrics WHERE metric_name = 'tradestore.ingest.acknowledgement.duration' AND component = 'market'");
        Assert.That(histogram, Is.EqualTo(new[] { true }));
        Assert.That(await again.QueryAsync<long>("SELECT count(*) FROM system_metrics WHERE metric_type = 'gauge'"), Has.All.GreaterThan(5));
    }

    private Task<Store> OpenAsync(Action<StoreOptions>? change = null) => Quick.OpenAsync(_folder, options =>
    {
        options.Diagnostics.StoreName = _name;
        change?.Invoke(options);
    });
}
