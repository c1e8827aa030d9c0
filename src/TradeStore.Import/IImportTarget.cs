using TradeStore.Model;

namespace TradeStore.Import;

/// <summary>Where rows go: the seam that lets readers and rules be tested without a store.</summary>
internal interface IImportTarget
{
    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken);

    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken);
}
