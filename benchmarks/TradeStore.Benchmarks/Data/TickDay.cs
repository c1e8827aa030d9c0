using TradeStore.Benchmarks.Ratios;
using TradeStore.Configuration;

namespace TradeStore.Benchmarks.Data;

/// <summary>A day of ticks in stores that nobody has open, each made when it is first asked for: as the ticks came, sealed, and exported.</summary>
internal sealed class TickDay : IDisposable
{
    public const string Table = "market_ticks";
    private const int BatchSize = 10_000;

    private TempFolder? _raw;
    private TempFolder? _sealed;
    private TempFolder? _exported;

    public static DateTime From => TickFeed.Day;

    public static DateTime To => TickFeed.Day.AddDays(1);

    /// <summary>Options of a store that is copied: no journal is kept.</summary>
    public static StoreOptions Options => new() { Journal = { RetentionTime = TimeSpan.Zero, RetentionSize = 0 } };

    public static int Rows(RatioRun run) => run.Pick(full: 20_000_000, quick: 100_000);

    public static int Symbols(RatioRun run) => run.Pick(full: 500, quick: 10);

    /// <summary>The folder of the store with the day as it came.</summary>
    public async Task<string> RawAsync(RatioRun run, CancellationToken cancellationToken)
    {
        if (_raw is null)
        {
            _raw = new TempFolder();
            var rows = Rows(run);
            RatioRun.Note($"  making a day of {rows:N0} ticks of {Symbols(run)} symbols");
            await using var store = await Store.OpenAsync(_raw.Path, Options, cancellationToken);
            var feed = new TickFeed(0, Symbols(run), (int)(TimeSpan.FromHours(23.9).TotalMicroseconds / rows));
            await StoreFill.RunAsync(store, Enumerable.Range(0, rows / BatchSize).Select(_ => feed.NextBatch(BatchSize)), cancellationToken);
            await StoredRows.CheckAsync(store, rows, cancellationToken);
        }

        return _raw.Path;
    }

    /// <summary>The folder of the store with the day sealed.</summary>
    public async Task<string> SealedAsync(RatioRun run, CancellationToken cancellationToken)
    {
        if (_sealed is null)
        {
            _sealed = TempFolder.CopyOf(await RawAsync(run, cancellationToken));
            await using var store = await Store.OpenAsync(_sealed.Path, Options, cancellationToken);
            Aged.Check(await store.Tiering.SealAsync(Table, From, To, cancellationToken: cancellationToken), partitions: 1, Rows(run));
            await store.CheckpointAsync(cancellationToken);
        }

        return _sealed.Path;
    }

    /// <summary>The folder of the store with the day exported.</summary>
    public async Task<string> ExportedAsync(RatioRun run, CancellationToken cancellationToken)
    {
        if (_exported is null)
        {
            _exported = TempFolder.CopyOf(await SealedAsync(run, cancellationToken));
            await using var store = await Store.OpenAsync(_exported.Path, Options, cancellationToken);
            Aged.Check(await store.Tiering.ExportAsync(Table, From, To, cancellationToken: cancellationToken), partitions: 1, Rows(run));
            await store.CheckpointAsync(cancellationToken);
        }

        return _exported.Path;
    }

    public void Dispose()
    {
        _raw?.Dispose();
        _sealed?.Dispose();
        _exported?.Dispose();
    }
}
