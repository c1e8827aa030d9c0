using System.Reflection;
using Microsoft.Extensions.Logging;
using TradeStore.Configuration;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Diagnostics;

internal sealed class LogMessageTests
{
    private TemporaryFolder _folder = null!;
    private LogList _log = null!;

    [SetUp]
    public void Make() => (_folder, _log) = (new TemporaryFolder(), new LogList());

    [TearDown]
    public void Remove()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public void Every_message_has_an_id_of_its_own_in_the_range_of_a_stage_and_stands_in_the_document()
    {
        var messages = typeof(LogMessages).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(m => (m.Name, m.GetCustomAttribute<LoggerMessageAttribute>()!.EventId)).ToList();
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "observability.md"));

        Assert.That(messages, Is.Not.Empty);
        Assert.That(messages.Select(m => m.EventId), Is.Unique);
        Assert.That(messages.Select(m => m.EventId / 1000), Is.All.InRange(1, 6));
        Assert.That(messages.Where(m => !document.Contains($"| {m.EventId} | `{m.Name}` |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Opening_and_closing_are_logged_with_what_they_found()
    {
        await using (var store = await Store.OpenAsync(_folder.Path, Quick.Options(o => o.LoggerFactory = _log)))
        {
            await store.Ticks.AppendAsync(Some.Quote(1));
        }

        Assert.That(_log.Of(1001).Single(), Does.Contain(_folder.Path).And.Contain("new: True"));
        Assert.That(_log.Of(1006).Single(), Does.Contain(_folder.Path));
        Assert.That(_log.Of(1007), Has.Exactly(1).Items);
        Assert.That(_log.Entries.Select(e => e.Level), Is.All.LessThanOrEqualTo(LogLevel.Information));
    }

    [Test]
    public async Task A_store_that_cannot_be_opened_is_logged_with_the_error()
    {
        await using var first = await Quick.OpenAsync(_folder);
        await Assert.ThrowsAsync<StoreInUseException>(OpenAsync);

        Assert.That(_log.Entries.Single(e => e.Id == 1005).Exception, Is.TypeOf<StoreInUseException>());
    }

    [Test]
    public async Task A_slow_query_is_logged_with_its_SQL_and_without_the_values_of_its_parameters()
    {
        await using var store = await OpenAsync(o => o.Readers.SlowQuery = TimeSpan.Zero);
        await store.Ticks.AppendAsync(Some.Quotes(3));
        await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE symbol <> $secret", new { secret = "Alibaba" });
        await store.Ticks.LatestAsync("NASDAQ", "AAPL");

        var messages = _log.Of(5002).ToList();
        Assert.That(messages, Has.Count.EqualTo(2));
        Assert.That(messages[0], Does.Contain("SELECT count(*) FROM market_ticks WHERE symbol <> $secret").And.Contain("returned 1 rows (ok, 1 statements)"));
        Assert.That(messages[1], Does.Contain("latest").And.Contain("$1"));
        Assert.That(string.Concat(messages), Does.Not.Contain("Alibaba").And.Not.Contain("AAPL"));
    }

    [Test]
    public async Task A_query_that_fails_is_logged_with_its_status_when_it_was_slow()
    {
        await using var store = await OpenAsync(o => o.Readers.SlowQuery = TimeSpan.Zero);
        await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<long>("SELECT nothing FROM nowhere"));

        Assert.That(_log.Of(5002).Single(), Does.Contain("(error,"));
    }

    [Test]
    public async Task No_query_is_slow_that_is_faster_than_the_limit()
    {
        var clock = Some.Clock();
        await using var store = await OpenAsync(o => o.TimeProvider = clock);
        await store.QueryAsync<int>("SELECT 1");

        Assert.That(_log.Of(5002), Is.Empty);
    }

    [Test]
    public async Task A_stream_whose_caller_computes_is_not_slow()
    {
        var clock = Some.Clock();
        await using var store = await OpenAsync(o => o.TimeProvider = clock);
        await store.Ticks.AppendAsync(Some.Quotes(100_000));
        await store.WaitUntilAppliedAsync();
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] }))
        {
            Assert.That(chunk.RowCount, Is.Positive);
        }

        Assert.That(_log.Of(5002), Is.Empty);
    }

    [Test]
    public async Task Readers_that_are_all_busy_are_logged_once_however_many_reads_are_refused()
    {
        await using var store = await OpenAsync(o => (o.Readers.Max, o.Readers.WaitTimeout) = (1, TimeSpan.Zero));
        await store.Ticks.AppendAsync(Some.Quotes(100_000));
        await using var stream = store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] }).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<PoolExhaustedException>(() => store.QueryAsync<int>("SELECT 1"));
        }

        Assert.That(_log.Of(5001), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_failure_of_the_engine_and_its_recovery_are_logged_and_counted()
    {
        var failures = 1;
        await using var store = await OpenAsync(o => o.Writing.Reached = step =>
        {
            if (step == WritingStep.Applying && Interlocked.Decrement(ref failures) >= 0)
            {
                throw new InvalidOperationException("the engine is gone");
            }
        });
        await store.Ticks.AppendAsync(Some.Quote(1));
        await store.WaitUntilAppliedAsync().Soon();
        await store.CheckpointAsync().Soon();

        Assert.That(_log.Entries.Single(e => e.Id == 4001).Exception!.Message, Is.EqualTo("the engine is gone"));
        Assert.That(_log.Of(4002), Has.Exactly(1).Items);
        Assert.That(_log.Of(4005), Is.Not.Empty);
        Assert.That(store.GetHealth().Recoveries, Is.EqualTo(1));
        Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.Open));
    }

    private Task<Store> OpenAsync() => OpenAsync(_ => { });

    private Task<Store> OpenAsync(Action<StoreOptions> change) => Quick.OpenAsync(_folder, options =>
    {
        options.LoggerFactory = _log;
        change(options);
    });
}
