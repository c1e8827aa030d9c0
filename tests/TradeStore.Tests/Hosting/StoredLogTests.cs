using Microsoft.Extensions.Time.Testing;
using TradeStore.Configuration;

#pragma warning disable CA1873 // Whether making the arguments is dear matters to no test.
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeStore.Telemetry.Logs;
using TradeStore.Hosting;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Hosting;

internal sealed class StoredLogTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task What_the_application_logs_is_in_the_store_with_its_values_scopes_and_exception()
    {
        var order = Guid.NewGuid();
        var correlation = Guid.NewGuid();
        await RunAsync(log =>
        {
            using (log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["correlation_id"] = correlation, ["UserId"] = "ada" }))
            using (log.BeginScope("opening hours"))
            {
                var failure = new InvalidOperationException("outer", new FormatException("inner"));
                log.Log(LogLevel.Error, new EventId(7, "OrderFailed"), failure, "Order {OrderId} of {Symbol} for {Price} failed", order, "AAPL", 187.5m);
            }
        });

        await using var store = await Quick.OpenAsync(_folder);
        var row = (await store.QueryAsync<string>(
            "SELECT concat_ws('|', level, component, message, event, correlation_id, order_id, symbol, user_id, data->>'Price', data->'scopes'->>0, exception_type, exception_message) "
            + "FROM application_logs WHERE component = 'Bot'")).Single();
        Assert.That(row, Is.EqualTo(
            $"error|Bot|Order {order} of AAPL for 187.5 failed|OrderFailed|{correlation}|{order}|AAPL|ada|187.5|opening hours|System.InvalidOperationException|outer"));
        Assert.That(
            (await store.QueryAsync<string>("SELECT exception_stack_trace FROM application_logs WHERE component = 'Bot'")).Single(), Does.Contain("inner"));
    }

    [Test]
    public async Task What_no_column_would_take_is_made_to_fit_and_nothing_is_thrown()
    {
        var (text, symbol, unprintable, none) = (new string('x', 100_000), new string('s', 300), new Unprintable(), double.NaN);
        await RunAsync(log =>
        {
            log.LogInformation("{Text}", text);
            log.LogInformation("{Symbol} {Broken}", symbol, "half \uD83D a pair");
            log.LogInformation("{Value}", unprintable);
            log.LogInformation("{OrderId} {Nan} {Empty}", "not an id", none, "");
            log.LogInformation("");
        });

        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM application_logs WHERE component = 'Bot'"), Is.EqualTo(new[] { 4L }), "all but the one that cannot be shown");
        Assert.That(
            await store.QueryAsync<bool>("SELECT length(message) = 16384 AND ends_with(message, '…') FROM application_logs WHERE starts_with(message, 'xx')"),
            Is.EqualTo(new[] { true }));
        Assert.That(await store.QueryAsync<long>("SELECT length(symbol) FROM application_logs WHERE symbol IS NOT NULL"), Is.EqualTo(new[] { 255L }));
    }

    [Test]
    public async Task The_stores_own_messages_are_not_stored()
    {
        await RunAsync(log => log.LogInformation("one"));

        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM application_logs WHERE component = 'TradeStore'"), Is.EqualTo(new[] { 0L }));
    }

    [Test]
    public async Task Entries_that_come_too_fast_are_dropped_oldest_first_and_counted()
    {
        using var messages = new LogList();
        using var buffer = new LogBuffer();
        using var provider = new ApplicationLogProvider(buffer, TimeProvider.System, "test");
        var log = provider.CreateLogger("Bot");
        for (var i = 0; i < LogBuffer.Capacity + 50; i++)
        {
            log.Log(LogLevel.Information, default, i, exception: null, (n, _) => $"{n}");
        }

        await using var store = await Quick.OpenAsync(_folder, o => o.LoggerFactory = messages);
        await using (new LogPump(buffer, store.LogEntries, store.Parts.Telemetry))
        {
        }

        Assert.That(
            await store.QueryAsync<long>("SELECT count(*) FROM application_logs UNION ALL SELECT min(message::INT) FROM application_logs"),
            Is.EqualTo(new[] { (long)LogBuffer.Capacity, 50L }));
        Assert.That(messages.Of(2002).Single(), Does.StartWith("50 log entries"));
    }

    [Test]
    public async Task A_full_batch_is_stored_at_once_and_does_not_wait_for_its_time()
    {
        using var ended = new CancellationTokenSource();
        using var buffer = new LogBuffer();
        using var provider = new ApplicationLogProvider(buffer, TimeProvider.System, "test");
        await using var store = await Quick.OpenAsync(_folder, o => o.TimeProvider = new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var pump = new LogPump(buffer, store.LogEntries, store.Parts.Telemetry);
        var log = provider.CreateLogger("Bot");
        for (var i = 0; i < LogBuffer.BatchSize; i++)
        {
            log.LogInformation("entry");
        }

        try
        {
            await StoredAsync().Soon();
        }
        finally
        {
            await ended.CancelAsync();
        }

        async Task StoredAsync()
        {
            while (!ended.IsCancellationRequested && (await store.QueryAsync<long>("SELECT count(*) FROM application_logs", cancellationToken: ended.Token))[0] < LogBuffer.BatchSize)
            {
                await Task.Yield();
            }
        }
    }

    private async Task RunAsync(Action<ILogger> work)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddTradeStoreLogging();
        builder.Services.AddTradeStore(Configure);
        using var host = builder.Build();
        work((Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ILoggerFactory>(host.Services)).CreateLogger("Bot"));
        await host.StartAsync();
        await host.StopAsync();
    }

    private void Configure(StoreOptions options)
    {
        options.Path = _folder.Path;
        options.Journal.FileSize = 4 << 20;
        options.Engine.Threads = 2;
        options.Engine.MemoryLimit = 1L << 30;
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
