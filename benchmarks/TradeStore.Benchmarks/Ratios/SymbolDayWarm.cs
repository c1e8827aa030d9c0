using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>One symbol-day of 1-minute bars from ticks of a sealed day; the reference is the same before it was sealed.</summary>
internal sealed class SymbolDayWarm(TickDay day) : IRatio
{
    private const string Name = "symbol_day_warm_ms";
    private const int MostOfRaw = 5;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var (before, after) = (await day.RawAsync(run, cancellationToken), await day.SealedAsync(run, cancellationToken));
        await using var raw = await Store.OpenAsync(before, TickDay.Options, cancellationToken);
        await using var clustered = await Store.OpenAsync(after, TickDay.Options, cancellationToken);
        var question = SymbolDay.OfSome(run);
        var medians = await run.AlternateAsync(
            () => question.StreamAsync(clustered, int.MaxValue, cancellationToken),
            () => question.SqlAsync(clustered, int.MaxValue, cancellationToken),
            () => question.StreamAsync(raw, MostOfRaw, cancellationToken),
            () => question.SqlAsync(raw, MostOfRaw, cancellationToken));
        RatioRun.Note($"  sealed: stream {medians[0][0]:F2} ms, SQL {medians[1][0]:F2} ms; before: stream {medians[2][0]:F2} ms, SQL {medians[3][0]:F2} ms");
        return [new RatioLine(Name, Math.Min(medians[0][0], medians[1][0]), Math.Min(medians[2][0], medians[3][0]), "ms")];
    }
}
