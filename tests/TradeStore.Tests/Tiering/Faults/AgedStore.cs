using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>A store in a folder, with an archive beside it, that has aged so far that something is due.</summary>
/// <param name="scenario">What is due.</param>
/// <param name="folder">The folder of both.</param>
internal sealed class AgedStore(AgedScenario scenario, string folder) : IAsyncDisposable
{
    private readonly MovableClock _clock = new();

    public string Archive { get; } = Path.Combine(folder, "archive");

    public StoreOptions Options { get; private set; } = null!;

    public Store Store { get; private set; } = null!;

    public IReadOnlyList<PartitionSegments> Partitions =>
        [.. Store.Parts.Maps!.Current.Partitions(Store.Parts.Catalog!.All.Single(t => t.Name == scenario.Table))];

    /// <summary>Makes a store for which something is due and closes it.</summary>
    /// <returns>What time it is then.</returns>
    public static async Task<DateTime> PrepareAsync(AgedScenario scenario, string folder)
    {
        await using var aged = new AgedStore(scenario, folder);
        await aged.OpenAsync(Some.Day.AddHours(12));
        await scenario.Prepare(aged);
        return aged._clock.GetUtcNow().UtcDateTime;
    }

    public async Task OpenAsync(DateTime now, InjectedFault? fault = null)
    {
        await (Store?.DisposeAsync() ?? default);
        Directory.CreateDirectory(Archive);
        _clock.MoveTo(now);
        Options = Quick.Options(options =>
        {
            options.Tiering.Preset = TieringPreset.Expiring;
            options.TimeProvider = _clock;
            options.Engine.Threads = 1;
            options.Tiering.Archive = scenario.HasArchive ? Archive : null;
            scenario.Change(options);
            fault?.Watch(options);
        });
        Store = await Store.OpenAsync(Path.Combine(folder, "store"), Options);
    }

    /// <summary>Appends rows of a table for which the store has rules, past them.</summary>
    public async Task AppendAsync<TRow>(Table<TRow> table, params IReadOnlyList<TRow> rows)
        where TRow : class => await new TableWriter<TRow>(table, Store.Parts.Lanes![table.Lane], Options.Ingest, _clock).AppendAsync(rows, CancellationToken.None);

    /// <summary>Moves the clock on, once what was appended before is in its partitions: what comes of it later would be young.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await Store.CheckpointAsync().Soon();
        _clock.Advance(by);
    }

    /// <summary>Moves the clock on and does what is due then.</summary>
    public async Task AgeAsync(TimeSpan by)
    {
        await AdvanceAsync(by);
        var report = await Store.Tiering.RunAsync();
        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done, Is.Not.Empty);
    }

    public async Task<IReadOnlyList<TieringAction>> DueAsync() => [.. (await Store.Tiering.PlanAsync()).Select(s => s.Action)];

    public Task<IReadOnlyList<string>> RowsAsync() => Store.QueryAsync<string>($"SELECT {scenario.Row} FROM {scenario.Table}");

    /// <summary>Returns the rows of the copies that are whole: those beside which their own sum lies.</summary>
    public async Task<IReadOnlyList<string>> ArchivedRowsAsync()
    {
        var copies = new List<string>();
        foreach (var copy in FilesOfArchive("*.parquet").Where(copy => File.Exists($"{copy}.sha256")))
        {
            var sum = await ColdFiles.Sha256Async(copy, CancellationToken.None);
            Assert.That(await File.ReadAllTextAsync($"{copy}.sha256"), Is.EqualTo($"{sum}  {Path.GetFileName(copy)}\n"));
            copies.Add($"'{copy}'");
        }

        if (copies.Count == 0)
        {
            return [];
        }

        // The store's engine opens no files but its own.
        using var instance = DuckDbInstance.Open(":memory:", new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
        using var session = instance.Connect();
        return session.QueryTexts($"SELECT {scenario.Row} FROM read_parquet([{string.Join(", ", copies)}], hive_partitioning = false)", columns: 1).ConvertAll(row => row[0]);
    }

    public IReadOnlyList<string> FilesOfArchive(string pattern) => [.. Directory.EnumerateFiles(Archive, pattern, SearchOption.AllDirectories)];

    public ValueTask DisposeAsync() => Store?.DisposeAsync() ?? default;
}
