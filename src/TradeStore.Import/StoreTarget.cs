using TradeStore.Model;

namespace TradeStore.Import;

internal sealed class StoreTarget(Store store) : IImportTarget
{
    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken) => store.Ticks.AppendAsync(ticks, cancellationToken);

    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken) => store.Bars.AppendAsync(bars, cancellationToken);
}
