using TradeStore.Model;

namespace TradeStore.Import;

/// <summary>Where rows go: the seam that lets readers and rules be tested without a store.</summary>
internal interface IImportTarget
{
    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken);

    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken);
}

internal sealed class StoreTarget(Store store) : IImportTarget
{
    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken) => store.Ticks.AppendAsync(ticks, cancellationToken);

    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken) => store.Bars.AppendAsync(bars, cancellationToken);
}
