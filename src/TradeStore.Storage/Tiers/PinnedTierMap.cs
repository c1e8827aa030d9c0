namespace TradeStore.Storage.Tiers;

/// <summary>A map that a read holds on to; nothing in it is dropped before it is disposed.</summary>
internal sealed class PinnedTierMap(TierMap map, TierMaps maps) : IDisposable
{
    private TierMaps? _maps = maps;

    public TierMap Map { get; } = map;

    public void Dispose() => Interlocked.Exchange(ref _maps, null)?.Unpin(Map);
}
