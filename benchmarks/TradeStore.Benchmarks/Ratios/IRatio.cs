namespace TradeStore.Benchmarks.Ratios;

/// <summary>Something of ours measured beside a reference, in one run.</summary>
internal interface IRatio
{
    /// <summary>Gets the names of the lines that the measurement gives.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Measures, and checks that both sides did the work.</summary>
    public Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken);
}
