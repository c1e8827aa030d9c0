using System.Collections.Concurrent;
using System.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Diagnostics;

internal sealed class SpanTests
{
    private readonly string _name = $"s{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _spans = [];
    private TemporaryFolder _folder = null!;
    private ActivityListener _listener = null!;

    [SetUp]
    public void Listen()
    {
        _spans.Clear();
        _folder = new TemporaryFolder();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TradeStore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (_name.Equals(span.GetTagItem("db.namespace")))
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [TearDown]
    public void Remove()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Calls_have_spans_by_the_conventions_for_databases()
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.Diagnostics.StoreName = _name);
        await store.Ticks.AppendAsync(Some.Trade(7));
        await store.Ticks.AppendAsync(Some.Quotes(5));
        Assert.That(Activity.Current, Is.Null, "a span does not become its caller's");
        await store.Ticks.LatestAsync("NASDAQ", "AAPL");
        await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE symbol = $s", new { s = "AAPL" });
        await store.CheckpointAsync();

        var names = _spans.Select(s => s.DisplayName).Where(n => n != "checkpoint").ToList();
        Assert.That(names, Is.EqualTo(new[] { "open", "append market_ticks", "append market_ticks", "latest market_ticks", "query" }));
        Assert.That(_spans.Select(s => s.DisplayName), Has.Some.EqualTo("checkpoint"));
        var appends = _spans.Where(s => s.DisplayName == "append market_ticks").ToList();
        Assert.That(appends[0].GetTagItem("tradestore.correlation_id"), Is.EqualTo(Some.Trade(7).CorrelationId.ToString()));
        Assert.That(appends[1].GetTagItem("tradestore.correlation_id"), Is.Null);
        Assert.That(appends[1].GetTagItem("db.operation.batch.size"), Is.EqualTo(5));
        Assert.That(_spans.Select(s => s.GetTagItem("db.system.name")), Is.All.EqualTo("duckdb"));
        var query = _spans.Single(s => s.DisplayName == "query");
        Assert.That(query.GetTagItem("db.query.text"), Is.EqualTo("SELECT count(*) FROM market_ticks WHERE symbol = $s"));
        Assert.That(query.GetTagItem("db.response.returned_rows"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_span_of_what_failed_says_so()
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.Diagnostics.StoreName = _name);
        await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<int>("SELECT x"));

        var query = _spans.Single(s => s.DisplayName == "query");
        Assert.That(query.Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(query.GetTagItem("error.type"), Is.EqualTo("TS5003"));
    }
}
