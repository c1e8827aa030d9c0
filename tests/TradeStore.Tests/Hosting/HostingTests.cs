using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeStore.Configuration;
using TradeStore.Hosting;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Hosting;

internal sealed class HostingTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_host_opens_the_store_before_its_services_start_and_closes_it_after_they_have_stopped()
    {
        Recorder recorder;
        using (var host = Build(services => services.AddSingleton<Recorder>().AddHostedService(p => p.GetRequiredService<Recorder>())))
        {
            recorder = host.Services.GetRequiredService<Recorder>();
            await host.StartAsync();
            await host.StopAsync();
            Assert.That(recorder.Store.GetHealth().State, Is.EqualTo(StoreState.Closed));
        }

        await using var store = await Quick.OpenAsync(_folder);
        Assert.That((await store.QueryAsync<string>("SELECT symbol FROM market_ticks ORDER BY ts")), Is.EqualTo(new[] { "START", "STOP" }));
        Assert.That(store.OpenReport.ReplayedBatches, Is.Zero, "it was closed, and not left");
    }

    [Test]
    public async Task Registering_twice_registers_once()
    {
        using var host = Build(services => services.AddTradeStore(o => o.Readers.Max = 3).AddLogging(l => l.AddTradeStoreLogging().AddTradeStoreLogging()));
        await host.StartAsync();

        Assert.That(host.Services.GetServices<IHostedService>().Count(s => s is StoreHostedService), Is.EqualTo(1));
        Assert.That(host.Services.GetServices<Store>().Count(), Is.EqualTo(1));
        Assert.That(host.Services.GetServices<ILoggerProvider>().Count(p => p is TradeStore.Telemetry.Logs.ApplicationLogProvider), Is.EqualTo(1));
        Assert.That(host.Services.GetRequiredService<Store>().GetHealth().MaximumReaders, Is.EqualTo(3), "what a later call sets counts");
        await host.StopAsync();
    }

    [Test]
    public async Task Wrong_options_stop_the_host_at_its_start_and_are_all_named_with_their_values()
    {
        using var host = Build(services => { }, ("Readers:Maxx", "9"), ("Readers:Max", "-4"), ("Engine:Threads", "many"));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.That(error!.Message, Does.Contain("Readers.Maxx is '9'").And.Contain("Readers.Max is -4").And.Contain("Engine.Threads is 'many'"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_host_whose_folder_is_in_use_does_not_start()
    {
        await using var store = await Quick.OpenAsync(_folder);
        using var host = Build(services => { });

        await Assert.ThrowsAsync<StoreInUseException>(() => host.StartAsync());
    }

    [Test]
    public async Task The_hosts_clock_and_loggers_are_used_and_a_relative_path_lies_in_its_content_root()
    {
        var clock = Some.Clock();
        using var log = new LogList();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.AddProvider(log);
        builder.Services.AddTradeStore(o => (o.Path, o.Engine.Threads) = ("inside", 2));
        using var host = builder.Build();
        await host.StartAsync();

        var store = host.Services.GetRequiredService<Store>();
        Assert.That(store.Path, Is.EqualTo(Path.Combine(_folder.Path, "inside")));
        await Assert.ThrowsAsync<InvalidRowException>(async () => await store.Ticks.AppendAsync(Some.Quote(1) with { Timestamp = new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc) }));
        Assert.That(log.Of(1001), Has.Exactly(1).Items);
        await host.StopAsync();
    }

    [Test]
    public async Task The_health_check_follows_the_store()
    {
        using var host = Build(services => services.AddHealthChecks().AddTradeStore());
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        var before = await checks.CheckHealthAsync();
        await host.StartAsync();
        var running = (await checks.CheckHealthAsync()).Entries["tradestore"];
        var health = host.Services.GetRequiredService<Store>().GetHealth();
        await host.StopAsync();
        var after = (await checks.CheckHealthAsync()).Entries["tradestore"];

        Assert.That(before.Entries["tradestore"].Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(running.Status, Is.EqualTo(HealthThresholds.Judge(health).Status));
        Assert.That(running.Data["state"], Is.EqualTo("Open"));
        Assert.That(running.Data["journal_bytes"], Is.EqualTo(health.JournalBytes));
        Assert.That(after.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(after.Description, Does.Contain("closed"));
    }

    [Test]
    public void A_container_that_is_disposed_without_waiting_closes_the_store()
    {
        Store store;
        using (var provider = new ServiceCollection().AddTradeStore(Configure).BuildServiceProvider())
        {
            store = provider.GetRequiredService<Store>();
            Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.Open));
        }

        Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.Closed));
    }

    private IHost Build(Action<IServiceCollection> more, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => $"TradeStore:{s.Key}", s => (string?)s.Value, StringComparer.Ordinal));
        builder.Services.AddTradeStore(Configure).AddTradeStore(builder.Configuration.GetSection("TradeStore"));
        more(builder.Services);
        return builder.Build();
    }

    private void Configure(StoreOptions options)
    {
        options.Path = _folder.Path;
        options.Journal.FileSize = 4 << 20;
        options.Engine.Threads = 2;
        options.Engine.MemoryLimit = 1L << 30;
    }

    private sealed class Recorder(Store store) : IHostedService
    {
        public Store Store => store;

        public async Task StartAsync(CancellationToken cancellationToken) => await store.Ticks.AppendAsync(Some.Quote(1, "START"), cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken) => await store.Ticks.AppendAsync(Some.Quote(2, "STOP"), cancellationToken);
    }
}
