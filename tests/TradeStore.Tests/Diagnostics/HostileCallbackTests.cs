using System.Diagnostics;
using System.Diagnostics.Metrics;
using DuckDB.NET.Native;
using Microsoft.Extensions.Logging;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Journal;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Diagnostics;

/// <summary>What an application hands in throws whenever it is called: the store lives on, and takes none of it for a failure of its own.</summary>
[NonParallelizable]
internal sealed class HostileCallbackTests
{
    [Test]
    public async Task Loggers_meters_spans_progress_and_a_clock_that_throw_harm_nothing()
    {
        using var folder = new Support.TemporaryFolder();
        using var disk = new FailingStorage(Path.Combine(folder.Path, "journal"));
        using var loggers = new HostileLoggers();
        var clock = new HostileClock();
        var engineFails = 0;
        using var meters = Listen("hostile");
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MetricNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => throw new InvalidOperationException("span"),
        };
        ActivitySource.AddActivityListener(spans);
        var store = await Quick.OpenAsync(folder, o =>
        {
            o.LoggerFactory = loggers;
            o.TimeProvider = clock;
            o.Diagnostics.StoreName = "hostile";
            o.Journal.Storage = disk;
            o.Readers.SlowQuery = TimeSpan.Zero;
            o.Writing.Reached = step =>
            {
                if (step == WritingStep.Applying && Interlocked.Exchange(ref engineFails, 0) == 1)
                {
                    throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
                }
            };
        });
        clock.Throws = true;
        await store.Ticks.AppendAsync(Some.Quotes(10));
        disk.Fill();
        disk.LetGo();
        await Assert.ThrowsAsync<DiskFullException>(async () => await store.Ticks.AppendAsync(Some.Quotes(10, first: 10)));
        disk.MakeRoom();
        await store.Ticks.AppendAsync(Some.Quotes(10, first: 20));
        Assert.That(await CountAsync(store), Is.EqualTo(20));
        Volatile.Write(ref engineFails, 1);
        await store.Ticks.AppendAsync(Some.Quotes(10, first: 30));
        Assert.That(await CountAsync(store), Is.EqualTo(30));
        await store.CheckpointAsync().Soon();
        Assert.That(store.GetHealth().Recoveries, Is.EqualTo(1), "the one that was injected");
        var tiering = await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1), new HostileProgress<TieringProgress>()).Soon();
        Assert.That((tiering.Done.Count, tiering.Failed.Count), Is.EqualTo((1, 0)));
        var verified = await store.VerifyAsync(VerificationLevel.Content, new HostileProgress<VerificationProgress>()).Soon();
        Assert.That(verified.Findings, Is.Empty);
        Assert.That(await CountAsync(store), Is.EqualTo(30));
        Assert.That((store.GetHealth().Recoveries, store.GetHealth().State), Is.EqualTo((1, StoreState.Open)));
        Assert.That((loggers.Calls > 0, clock.Calls > 0), Is.EqualTo((true, true)), "each was called");
        await store.DisposeAsync().AsTask().Soon();
        Assert.That(Activity.Current, Is.Null);

        await using var again = await Quick.OpenAsync(folder, o => o.Journal.Storage = disk);
        Assert.That(await CountAsync(again), Is.EqualTo(30));
    }

    [Test]
    public async Task A_factory_that_makes_no_logger_and_no_meter_opens_the_store_without_them()
    {
        using var folder = new Support.TemporaryFolder();
        using var factory = new RefusingFactory();
        await using var store = await Quick.OpenAsync(folder, o => (o.LoggerFactory, o.MeterFactory) = (factory, factory));
        await store.Ticks.AppendAsync(Some.Quotes(10));
        Assert.That(await CountAsync(store), Is.EqualTo(10));
    }

    // A read that the engine's reopening has ended is told to come again.
    private static async Task<long> CountAsync(Store store)
    {
        while (true)
        {
            try
            {
                return (await store.QueryAsync<long>("SELECT count(*) FROM market_ticks").Soon())[0];
            }
            catch (TradeStoreException exception) when (exception.Code == TradeStoreErrorCode.EngineReopening)
            {
                await Task.Yield();
            }
        }
    }

    private static MeterListener Listen(string storeName)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Tags?.Any(t => storeName.Equals(t.Value)) == true)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("meter"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("meter"));
        listener.Start();
        return listener;
    }

    private sealed class HostileLoggers : ILoggerFactory, ILogger
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _calls);
            throw new InvalidOperationException("logger");
        }

        public void Dispose()
        {
        }
    }

    private sealed class RefusingFactory : ILoggerFactory, IMeterFactory
    {
        public ILogger CreateLogger(string categoryName) => throw new InvalidOperationException("factory");

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public Meter Create(MeterOptions options) => throw new InvalidOperationException("factory");

        public void Dispose()
        {
        }
    }

    private sealed class HostileProgress<T> : IProgress<T>
    {
        public void Report(T value) => throw new InvalidOperationException("progress");
    }

    private sealed class HostileClock : TimeProvider
    {
        private int _calls;

        public bool Throws { get; set; }

        public int Calls => Volatile.Read(ref _calls);

        public override DateTimeOffset GetUtcNow() => Throw() ?? base.GetUtcNow();

        public override long GetTimestamp()
        {
            _ = Throw();
            return base.GetTimestamp();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ = Throw();
            return base.CreateTimer(callback, state, dueTime, period);
        }

        private DateTimeOffset? Throw()
        {
            if (Throws)
            {
                Interlocked.Increment(ref _calls);
                throw new InvalidOperationException("clock");
            }

            return null;
        }
    }
}
