using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class StopTests
{
    private const string Endless = "SELECT count(*) FROM range(10000000000) a(i), range(1000) b(j) WHERE (a.i * b.j) % 7 = 3";

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Make() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_query_that_runs_too_long_is_stopped_and_its_reader_works_on()
    {
        await using var store = await Quick.OpenAsync(_folder, options =>
        {
            options.Readers.Max = 1;
            options.Readers.QueryTimeout = TimeSpan.FromMilliseconds(200);
        });

        var error = await Assert.ThrowsAsync<QueryTimeoutException>(() => store.QueryAsync<long>(Endless).Soon());

        Assert.That(error!.Message, Does.Contain("0.2 s").And.Contain("Readers.QueryTimeout"));
        Assert.That(error.IsTransient, Is.True);
        Assert.That(await store.QueryAsync<int>("SELECT 42").Soon(), Is.EqualTo(new[] { 42 }));
    }

    [Test]
    public async Task Queries_that_are_cancelled_stop_and_leave_their_reader_usable_whenever_it_happens()
    {
        await using var store = await Quick.OpenAsync(_folder, options => options.Readers.Max = 1);
        var random = Quick.Seeded(8);
        for (var i = 0; i < 60; i++)
        {
            using var cancel = new CancellationTokenSource();
            var query = store.QueryAsync<long>(i % 2 == 0 ? Endless : "SELECT count(*) FROM range(2000000)", cancellationToken: cancel.Token);
            cancel.CancelAfter(TimeSpan.FromMicroseconds(random.Next(20_000)));
            try
            {
                await query.Soon();
            }
            catch (OperationCanceledException exception)
            {
                Assert.That(exception.CancellationToken, Is.EqualTo(cancel.Token));
            }

            Assert.That(await store.QueryAsync<int>("SELECT 42", cancellationToken: CancellationToken.None).Soon(), Is.EqualTo(new[] { 42 }));
        }
    }

    [Test]
    public async Task A_token_that_is_cancelled_before_stops_every_kind_of_read_and_write()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var token = new CancellationToken(canceled: true);

        await Assert.CatchAsync<OperationCanceledException>(() => store.QueryAsync<int>("SELECT 1", cancellationToken: token));
        await Assert.CatchAsync<OperationCanceledException>(() => store.Ticks.GetAsync(new TickQuery(), token));
        await Assert.CatchAsync<OperationCanceledException>(() => store.Ticks.LatestAsync("X", "Y", cancellationToken: token));
        await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in store.Ticks.StreamAsync(new TickQuery(), token))
            {
            }
        });
        await Assert.CatchAsync<OperationCanceledException>(async () => await store.Ticks.AppendAsync(Some.Quote(1), token));
        Assert.That((await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", cancellationToken: CancellationToken.None))[0], Is.Zero);
    }

    [Test]
    public async Task A_slow_caller_does_not_use_up_the_time_of_its_stream()
    {
        using var folder = new TemporaryFolder();
        var clock = new WatchedClock(Some.Clock().Start);
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            options.TimeProvider = clock;
            options.Writing.MaximumDelay = TimeSpan.Zero;
            options.Readers.QueryTimeout = TimeSpan.FromSeconds(30);
        });
        await store.Ticks.AppendAsync(Some.Quotes(100_000));
        long rows = 0;
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"], Consistency = ReadConsistency.Latest }))
        {
            if (rows == 0)
            {
                // The stream reads ahead until there is no room, and then stops its time: 100,000 rows are more than that.
                Assert.That(SpinWait.SpinUntil(() => clock.ArmedTimers == 0, TimeSpan.FromSeconds(10)), Is.True, "the time goes on");
                clock.Advance(TimeSpan.FromMinutes(1));
            }

            rows += chunk.RowCount;
        }

        Assert.That(rows, Is.EqualTo(100_000));
    }

    [Test]
    public async Task A_read_of_what_is_applied_does_not_wait_for_what_is_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var clock = Some.Clock();
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            // Only a reader that waits makes the writer apply anything.
            options.TimeProvider = clock;
            options.Writing.MaximumDelay = TimeSpan.FromSeconds(10);
        });
        await store.Ticks.AppendAsync(Some.Quote(1));

        Assert.That(await store.Ticks.GetAsync(new TickQuery { Consistency = ReadConsistency.Applied }), Is.Empty);
        Assert.That(await store.Ticks.GetAsync(new TickQuery { Consistency = ReadConsistency.Latest }), Has.Count.EqualTo(1));
        Assert.That(await store.Ticks.GetAsync(new TickQuery { Consistency = ReadConsistency.Applied }), Has.Count.EqualTo(1));
    }
}
