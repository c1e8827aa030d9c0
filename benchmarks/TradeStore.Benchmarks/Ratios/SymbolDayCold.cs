using TradeStore.Benchmarks.Data;
using TradeStore.DuckDb.Engine;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>One symbol-day of 1-minute bars from ticks of an exported day; the reference is the one right file asked directly.</summary>
internal sealed class SymbolDayCold(TickDay day) : IRatio
{
    private const string Name = "symbol_day_cold_ms";

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(await day.ExportedAsync(run, cancellationToken), TickDay.Options, cancellationToken);
        var files = Directory.GetFiles(Path.Combine(store.Path, "cold", TickDay.Table), "*.parquet", SearchOption.AllDirectories);
        using var duckDb = DuckDbInstance.Open(":memory:");
        using var session = duckDb.Connect();
        var question = SymbolDay.OfSome(run);
        var medians = await run.AlternateAsync(
            () => question.StreamAsync(store, int.MaxValue, cancellationToken),
            () => question.SqlAsync(store, int.MaxValue, cancellationToken),
            () => question.DirectAsync(session, files, int.MaxValue));
        RatioRun.Note($"  stream {medians[0][0]:F2} ms, SQL {medians[1][0]:F2} ms, the file directly {medians[2][0]:F2} ms");
        return [new RatioLine(Name, Math.Min(medians[0][0], medians[1][0]), medians[2][0], "ms")];
    }
}
