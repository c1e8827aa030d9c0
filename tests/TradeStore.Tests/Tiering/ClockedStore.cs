using Microsoft.Extensions.Time.Testing;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>A store with a clock that is moved by hand, so that its data ages in no time, by the preset under which it also goes.</summary>
internal sealed class ClockedStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Some.Day.AddHours(12)));

    public Store Store { get; private set; } = null!;

    public StoreOptions Options { get; private set; } = null!;

    public static async Task<ClockedStore> OpenAsync(Action<StoreOptions>? change = null)
    {
        var aging = new ClockedStore();
        aging.Options = Quick.Options(o =>
        {
            o.TimeProvider = aging.Clock;
            o.Tiering.Preset = TieringPreset.Expiring;
            change?.Invoke(o);
        });
        aging.Store = await Quick.OpenAsync(aging._folder.Path, aging.Options);
        return aging;
    }

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await Store.OpenAsync(_folder.Path, Options);
    }

    /// <summary>Appends rows of a table for which the store has rules, past them.</summary>
    public async Task AppendAsync<TRow>(Table<TRow> table, params IReadOnlyList<TRow> rows)
        where TRow : class => await new TableWriter<TRow>(table, Store.Parts.Lanes![table.Lane], Options.Ingest, Clock).AppendAsync(rows, CancellationToken.None);

    /// <summary>Moves the clock on and does what is due then; returns what was done.</summary>
    public async Task<IReadOnlyList<TieringAction>> AgeAsync(TimeSpan by)
    {
        await AdvanceAsync(by);
        var report = await Store.Tiering.RunAsync();
        Assert.That(report.Failed, Is.Empty);
        return [.. report.Done.Select(d => d.Step.Action)];
    }

    /// <summary>Moves the clock on, once what was appended before is in its partitions: what comes of it later would be young.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await Store.CheckpointAsync().Soon();
        Clock.Advance(by);
    }

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table}");

    public async Task<T> ScalarAsync<T>(string sql) => (await Store.QueryAsync<T>(sql))[0];

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(Store.Path, "cold"), "*.parquet", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
