using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

internal sealed class QueryOptionsTests
{
    private const string Endless = "SELECT count(*) FROM range(10000000000) a(i), range(1000) b(j) WHERE (a.i * b.j) % 7 = 3";

    [Test]
    public async Task A_query_has_a_timeout_of_its_own_shorter_or_longer_than_the_stores()
    {
        await using var store = await Store.OpenTemporaryAsync(Quick.Options(o => (o.Readers.QueryTimeout, o.Readers.Max) = (TimeSpan.FromMilliseconds(300), 1)));

        var error = await Assert.ThrowsAsync<QueryTimeoutException>(() => store.QueryAsync<long>(Endless, options: new QueryOptions { Timeout = TimeSpan.FromMilliseconds(50) }).Soon());
        Assert.That(error!.Message, Does.Contain("0.05 s"));
        foreach (var longer in new[] { TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan })
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(600));
            await Assert.CatchAsync<OperationCanceledException>(() => store.QueryAsync<long>(Endless, options: new QueryOptions { Timeout = longer }, cancellationToken: source.Token).Soon());
        }
    }

    [Test]
    public async Task A_query_of_what_is_applied_does_not_wait_for_what_is_acknowledged()
    {
        // Only a reader that waits makes the writer apply anything.
        await using var store = await Store.OpenTemporaryAsync(Quick.Options(o => (o.TimeProvider, o.Writing.MaximumDelay) = (Some.Clock(), TimeSpan.FromSeconds(10))));
        await store.Ticks.AppendAsync(Some.Quote(1));
        var applied = new QueryOptions { Consistency = ReadConsistency.Applied };

        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", options: applied), Is.EqualTo(new[] { 0L }));
        await foreach (var rows in store.QueryStreamAsync<long>("SELECT count(*) FROM market_ticks", options: applied))
        {
            Assert.That(rows, Is.Zero);
        }

        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 1L }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", options: applied), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public void Options_out_of_range_are_refused_by_name()
    {
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(-5), TimeSpan.FromDays(2) })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ = new QueryOptions { Timeout = timeout });
            Assert.That(error!.Message, Does.Contain("QueryOptions.Timeout").And.Contain("24 h"));
        }

        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new QueryOptions { Consistency = (ReadConsistency)9 })!.Message, Does.Contain("QueryOptions.Consistency"));
        Assert.That(new QueryOptions { Timeout = TimeSpan.FromHours(24) } with { Consistency = ReadConsistency.Applied }, Is.EqualTo(new QueryOptions { Timeout = TimeSpan.FromDays(1), Consistency = ReadConsistency.Applied }));
    }
}
