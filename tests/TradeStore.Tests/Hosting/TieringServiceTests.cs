using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeStore.Configuration;
using TradeStore.Hosting;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Testing;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Hosting;

internal sealed class TieringServiceTests
{
    private TemporaryFolder _folder = null!;
    private WatchedClock _clock = null!;
    private LogList _log = null!;

    [SetUp]
    public void Make() => (_folder, _clock, _log) = (new TemporaryFolder(), new WatchedClock(new DateTimeOffset(Some.Day.AddDays(2).AddHours(12))), new LogList());

    [TearDown]
    public void Remove()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task A_host_does_what_is_due_every_so_often_and_says_so()
    {
        using var host = await StartAsync(_ => { });
        var store = host.Services.GetRequiredService<Store>();
        await store.Ticks.AppendAsync(Some.Quotes(10));
        await store.CheckpointAsync().Soon();
        _clock.Advance(TimeSpan.FromMinutes(65));
        await AdvanceUntilAsync(TimeSpan.Zero, () => store.GetHealth().TieringLag == TimeSpan.FromMinutes(5) || Sealed(store) == 1);
        await AdvanceUntilAsync(TimeSpan.FromMinutes(10), () => Sealed(store) == 1);
        await UntilAsync(() => _log.Of(6001).Any());

        Assert.That(_log.Of(6001).Single(), Does.StartWith("Tiering did 1 steps"));
        Assert.That(_log.Of(6003).Single(), Does.Contain("Seal of the partition 20240305 of 'market_ticks'"));
        Assert.That(store.GetHealth().TieringLag, Is.EqualTo(TimeSpan.Zero));
        await host.StopAsync().Soon();
    }

    [Test]
    public async Task Nothing_is_done_outside_the_quiet_windows_and_the_opening_of_one_is_not_missed()
    {
        using var host = await StartAsync(o =>
        {
            o.Tiering.Every = TimeSpan.FromHours(24);
            o.Tiering.QuietWindows.Add(QuietWindow.Parse("22:00-23:00"));
        });
        var store = host.Services.GetRequiredService<Store>();
        await store.Ticks.AppendAsync(Some.Quotes(10));
        await store.CheckpointAsync().Soon();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => _clock.ArmedTimers >= 2);
        _clock.SetUtcNow(new DateTimeOffset(Some.Day.AddDays(2).AddHours(21).AddMinutes(59)));
        Assert.That((Sealed(store), store.GetHealth().LastTieringRun), Is.EqualTo((0, (DateTime?)null)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => Sealed(store) == 1);
        await host.StopAsync().Soon();
    }

    [Test]
    public async Task A_failure_is_told_and_tried_again_and_ends_no_host()
    {
        var isBroken = true;
        using var host = await StartAsync(o => o.Tiering.Reached = point =>
        {
            if (point == TieringPoint.Built && isBroken)
            {
                throw new InvalidOperationException("broken");
            }
        });
        var store = host.Services.GetRequiredService<Store>();
        await store.Ticks.AppendAsync(Some.Quotes(10));
        await store.CheckpointAsync().Soon();
        _clock.Advance(TimeSpan.FromMinutes(61));
        await AdvanceUntilAsync(TimeSpan.FromMinutes(10), () => _log.Of(6002).Any());
        Assert.That(store.GetHealth().LastTieringFailure, Is.EqualTo("broken"));
        Assert.That(_log.Of(6004), Is.Not.Empty);
        Assert.That(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested, Is.False);

        isBroken = false;
        await AdvanceUntilAsync(TimeSpan.FromMinutes(10), () => Sealed(store) == 1);
        await host.StopAsync().Soon();
    }

    [Test]
    public async Task A_host_that_stops_does_not_wait_for_a_step()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = await StartAsync(o => o.Tiering.Reached = point =>
        {
            if (point == TieringPoint.Closed)
            {
                reached.TrySetResult();
                stopping.Task.Wait();
            }
        });
        await host.Services.GetRequiredService<Store>().Ticks.AppendAsync(Some.Quotes(10));
        await host.Services.GetRequiredService<Store>().CheckpointAsync().Soon();
        _clock.Advance(TimeSpan.FromMinutes(61));
        await AdvanceUntilAsync(TimeSpan.FromMinutes(10), () => reached.Task.IsCompleted);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());
        await host.StopAsync().Soon();

        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(store.Parts.Maps!.Current.Segments(TickTable.Definition).Select(s => s.State), Is.EqualTo(new[] { SegmentState.Closed }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 10L }));
        Assert.That(_log.Of(6002), Is.Empty);
    }

    [Test]
    public async Task Never_is_never()
    {
        using var host = await StartAsync(o => o.Tiering.Every = TimeSpan.Zero);
        var store = host.Services.GetRequiredService<Store>();
        await store.Ticks.AppendAsync(Some.Quotes(10));
        await store.CheckpointAsync().Soon();
        _clock.Advance(TimeSpan.FromDays(3));

        Assert.That(store.GetHealth().LastTieringRun, Is.Null);
        Assert.That(store.GetHealth().TieringLag, Is.GreaterThan(TimeSpan.FromDays(2)));
        Assert.That(HealthThresholds.Judge(store.GetHealth()).Reasons, Has.Some.StartsWith("Tiering lags 3"));
        await host.StopAsync().Soon();
    }

    [Test]
    public async Task An_idle_store_is_checkpointed_once_and_one_that_is_written_is_not()
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.LoggerFactory = _log);
        var checkpoint = new IdleCheckpoint(store);
        Assert.That(await checkpoint.LookAsync(CancellationToken.None), Is.False, "the first look");
        await store.Bots.RegisterAsync(Some.Bot("a"));
        await store.WaitUntilAppliedAsync().Soon();
        Assert.That(await checkpoint.LookAsync(CancellationToken.None), Is.False, "something was written");
        Assert.That(store.Parts.Gauges!.EngineLogBytes, Is.Positive);
        Assert.That(await checkpoint.LookAsync(CancellationToken.None), Is.True);
        Assert.That(store.Parts.Gauges!.EngineLogBytes, Is.Zero);
        Assert.That(await checkpoint.LookAsync(CancellationToken.None), Is.False, "nothing to write");
    }

    private static int Sealed(Store store) => store.Parts.Maps!.Current.Segments(TickTable.Definition).Count(s => s.State == SegmentState.Sealed);

    private async Task<IHost> StartAsync(Action<StoreOptions> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log);
        builder.Services.AddTradeStore(options =>
        {
            options.Path = _folder.Path;
            options.Journal.FileSize = 4 << 20;
            options.Engine.Threads = 2;
            options.Engine.MemoryLimit = 1L << 30;
            change(options);
        });
        var host = builder.Build();
        await host.StartAsync();

        // The look at what is due, where there is one, and that at the engine's log.
        var waiting = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<StoreOptions>>().Value.Tiering.Every == TimeSpan.Zero ? 1 : 2;
        await UntilAsync(() => _clock.ArmedTimers >= waiting);
        return host;
    }

    // What waits for the clock may not have begun to wait when it is moved.
    private async Task AdvanceUntilAsync(TimeSpan by, Func<bool> isSo)
    {
        for (var i = 0; i < 100 && !isSo(); i++)
        {
            _clock.Advance(by);
            await Task.WhenAny(UntilAsync(isSo), Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
        }

        Assert.That(isSo(), Is.True);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var timeout = Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!isSo())
        {
            Assert.That(timeout.IsCompleted, Is.False);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
