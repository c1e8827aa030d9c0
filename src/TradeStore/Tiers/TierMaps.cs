namespace TradeStore.Tiers;

/// <summary>
/// The current <see cref="TierMap"/> and the readers that still use older ones: what left the map is dropped when none of them can see it.
/// </summary>
internal sealed class TierMaps
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, int> _pins = [];
    private readonly Queue<(long Version, string Location)> _leaving = [];
    private volatile TierMap _current = TierMap.Empty;

    public TierMap Current => _current;

    /// <summary>Replaces the map. One thread at a time changes it.</summary>
    public void Change(Func<TierMap, TierMap> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }
    }

    /// <summary>Starts anew, after the engine was opened again.</summary>
    public void Reset(TierMap map)
    {
        lock (_gate)
        {
            _leaving.Clear();
            _current = map;
        }
    }

    /// <summary>Takes the current map for as long as a read lasts.</summary>
    public PinnedTierMap Pin()
    {
        lock (_gate)
        {
            var map = _current;
            _pins[map.Version] = _pins.GetValueOrDefault(map.Version) + 1;
            return new PinnedTierMap(map, this);
        }
    }

    /// <summary>Takes a segment out of the map; its table can be dropped when <see cref="TryTakeDroppable"/> returns it.</summary>
    public void Remove(TailSegment tail)
    {
        lock (_gate)
        {
            _current = _current.Without(tail);
            _leaving.Enqueue((_current.Version, tail.Location));
        }
    }

    /// <summary>Returns a table that no reader can see any more.</summary>
    public bool TryTakeDroppable([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? location)
    {
        lock (_gate)
        {
            if (_leaving.TryPeek(out var first) && (_pins.Count == 0 || _pins.Keys.First() >= first.Version))
            {
                location = _leaving.Dequeue().Location;
                return true;
            }

            location = null;
            return false;
        }
    }

    internal void Unpin(TierMap map)
    {
        lock (_gate)
        {
            var count = _pins[map.Version] - 1;
            if (count == 0)
            {
                _pins.Remove(map.Version);
            }
            else
            {
                _pins[map.Version] = count;
            }
        }
    }
}
