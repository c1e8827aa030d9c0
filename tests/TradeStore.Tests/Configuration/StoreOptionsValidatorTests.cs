using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Configuration;

internal sealed class StoreOptionsValidatorTests
{
    private static readonly string[] Names =
    [
        "Journal.FileSize", "Journal.RetentionTime", "Journal.RetentionSize", "Journal.Durability", "Ingest.LaneCapacity", "Ingest.MaximumWait", "Ingest.MaximumBatchRows", "Ingest.TimePrecision",
        "Writing.TransactionRows", "Writing.MaximumDelay", "Writing.CheckpointSize", "Readers.Max", "Readers.WaitTimeout", "Readers.QueryTimeout", "Engine.MemoryLimit",
        "Engine.Threads", "Trading.MarkInterval", "OnDamage", "Precision", "Tables", "TimeProvider", "Path", "LoggerFactory", "Readers.MaximumSnapshotAge", "Readers.SlowQuery", "Diagnostics.StoreName",
        "Diagnostics.StoreMetricsEvery", "Tiering.Every", "Tiering.Grace", "Tiering.FileRows", "Tiering.MinimumFreeSpace", "Tiering.MinimumFreeFraction", "Tiering.Archive",
        "Tiering.Preset", "Tiering.Tables.application_logs.Detail", "Tiering.Tables.portfolio_snapshots.Detail", "Tiering.Tables.market_ticks.Detail",
    ];

    [Test]
    public void The_defaults_are_valid()
    {
        Assert.That(new StoreOptionsValidator().Validate(null, new StoreOptions()).Succeeded, Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_option_that_is_wrong_is_named_with_its_value_and_its_range(bool isTooLarge)
    {
        using var folder = new TemporaryFolder();
        var number = isTooLarge ? int.MaxValue : -1;
        var size = isTooLarge ? long.MaxValue : -1;
        var time = isTooLarge ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(-1);
        var options = new StoreOptions
        {
            Journal = { FileSize = size, RetentionTime = time, RetentionSize = size, Durability = (Durability)7 },
            Ingest = { LaneCapacity = size, MaximumWait = time, MaximumBatchRows = number, TimePrecision = (TimePrecision)5 },
            Writing = { TransactionRows = number, MaximumDelay = time, CheckpointSize = size },
            Readers = { Max = number, WaitTimeout = time, QueryTimeout = time, MaximumSnapshotAge = time, SlowQuery = time },
            Trading = { MarkInterval = time },
            Engine = { MemoryLimit = size, Threads = number },
            OnDamage = (DamagePolicy)9,
            Precision = (NumberPrecision)7,
            Tables = { TickTable.Definition },
            TimeProvider = null!,
            LoggerFactory = null!,
            Path = " ",
            Tiering =
            {
                Every = time, Grace = time, FileRows = size, MinimumFreeSpace = size, MinimumFreeFraction = isTooLarge ? 1 : -1, Archive = isTooLarge ? new string('a', 5_000) : " ",
                Preset = (TieringPreset)7,
                Tables = { ["application_logs"] = new() { Detail = time }, ["portfolio_snapshots"] = new() { Detail = time }, ["market_ticks"] = new() { Detail = TimeSpan.FromDays(1) } },
            },
            Diagnostics = { StoreName = "", StoreMetricsEvery = time },
        };

        var error = await Assert.ThrowsAsync<InvalidConfigurationException>(() => Store.OpenAsync(folder.Path, options));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidConfiguration));
        Assert.That(error.Failures, Has.Count.EqualTo(Names.Length));
        foreach (var name in Names)
        {
            Assert.That(error.Failures.Count(f => f.StartsWith(name + " is ", StringComparison.Ordinal)), Is.EqualTo(1), name);
        }

        Assert.That(error.Failures[0], Does.Contain($"{size}").And.Contain("between 1048576 and 1073741824"));
        Assert.That(error.Message, Does.Contain("Durability is 7; it must be one of Fsync, Os."));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void Every_public_option_is_checked()
    {
        var options = typeof(StoreOptions).GetProperties()
            .SelectMany(p => p.PropertyType.IsClass && p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
                ? p.PropertyType.GetProperties().Select(o => $"{p.Name}.{o.Name}")
                : [p.Name])
            .Except(["MeterFactory"]); // without one the store makes its meter itself

        Assert.That(options.Except(["Trading.MarkFromTicks", "Tiering.QuietWindows", "Tiering.Tables"]), Is.EquivalentTo(Names.Where(n => !n.StartsWith("Tiering.Tables.", StringComparison.Ordinal))), "a new option needs a check, and a line in this test");
    }
}
