using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;
using TradeStore.DuckDb.Engine;
using TradeStore.Import.Lean;
using TradeStore.Repositories;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tables;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>What real ticks and real 1-minute bars take on disk, sealed and exported; the reference is PostgreSQL with the same rows.</summary>
internal sealed class BytesPerRow : IRatio
{
    private const string TickCold = "bytes_per_tick_cold";
    private const string TickWarm = "bytes_per_tick_warm";
    private const string BarCold = "bytes_per_bar_cold";
    private const string BarWarm = "bytes_per_bar_warm";
    private const string Bars = "ohlcv_bars";
    private const string Unit = "bytes/row";

    private static readonly DateTime From = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public IReadOnlyList<string> Names { get; } = [TickCold, TickWarm, BarCold, BarWarm];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        if (LeanData.Find() is not { } lean)
        {
            RatioRun.Note("  there is no LEAN data beside this repository");
            return [.. Names.Select(name => new RatioLine(name, Ours: null, Reference: null, Unit))];
        }

        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        var options = new LeanImportOptions
        {
            Symbols = run.Pick<string[]>(full: ["IBM", "SPY"], quick: ["IBM"]),
            Resolutions = [LeanResolution.Tick, LeanResolution.Minute],
            LastDay = run.Pick<DateOnly?>(full: null, quick: new DateOnly(2013, 10, 7)),
        };
        var report = await new LeanImporter(store).ImportAsync(lean, options, cancellationToken: cancellationToken);
        RatioRun.Check(report.Failures.Count == 0, "not all files could be imported");
        var counts = (Ticks: await CountAsync(store, TickDay.Table, cancellationToken), Bars: await CountAsync(store, Bars, cancellationToken));
        RatioRun.Note($"  {counts.Ticks:N0} ticks and {counts.Bars:N0} bars");
        var (tick, bar) = await ReferenceAsync(store, counts.Ticks, counts.Bars, cancellationToken);
        await AgeAsync(store, store.Tiering.SealAsync, counts, cancellationToken);
        var warm = await SizesAsync(store, counts, session => segment => TableSize.Read(session, segment.Location), cancellationToken);
        await AgeAsync(store, store.Tiering.ExportAsync, counts, cancellationToken);
        var cold = await SizesAsync(store, counts, _ => segment => new FileInfo(Path.Combine(store.Path, segment.File!)).Length, cancellationToken);
        return
        [
            new RatioLine(TickCold, cold.Tick, tick, Unit),
            new RatioLine(TickWarm, warm.Tick, tick, Unit),
            new RatioLine(BarCold, cold.Bar, bar, Unit),
            new RatioLine(BarWarm, warm.Bar, bar, Unit),
        ];
    }

    private static async Task<long> CountAsync(Store store, string table, CancellationToken cancellationToken) =>
        (await store.QueryAsync<long>($"SELECT count(*) FROM {table}", cancellationToken: cancellationToken))[0];

    private static async Task AgeAsync(
        Store store, Func<string, DateTime, DateTime, IProgress<TieringProgress>?, CancellationToken, Task<TieringReport>> age, (long Ticks, long Bars) counts, CancellationToken cancellationToken)
    {
        foreach (var (table, rows) in new[] { (TickDay.Table, counts.Ticks), (Bars, counts.Bars) })
        {
            var report = await age(table, From, To, null, cancellationToken);
            Aged.Check(report, report.Done.Count, rows);
        }

        await store.CheckpointAsync(cancellationToken);
    }

    // Counted now: a table that was written just before has its blocks only with the next checkpoint.
    private static async Task<(double Tick, double Bar)> SizesAsync(
        Store store, (long Ticks, long Bars) counts, Func<DuckDbSession, Func<Segment, long>> size, CancellationToken cancellationToken)
    {
        var tiering = store.Parts.Tiering!;
        return await tiering.RunAsync(session => (Bytes(session, TickTable.Definition, counts.Ticks), Bytes(session, BarTable.Definition, counts.Bars)), cancellationToken);

        double Bytes(DuckDbSession session, TableSchema table, long rows) => (double)tiering.Maps.Current.Segments(table).Sum(size(session)) / rows;
    }

    private static async Task<(double? Tick, double? Bar)> ReferenceAsync(Store store, long ticks, long bars, CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresSizes.ConnectAsync(cancellationToken);
        if (postgres is null)
        {
            return (null, null);
        }

        await postgres.CopyAsync(await store.Ticks.GetAsync(new TickQuery(), cancellationToken), cancellationToken);
        await postgres.CopyAsync(await store.Bars.GetAsync(new BarQuery(), cancellationToken), cancellationToken);
        return (await postgres.BytesPerRowAsync("ticks", ticks, cancellationToken), await postgres.BytesPerRowAsync("bars", bars, cancellationToken));
    }
}
