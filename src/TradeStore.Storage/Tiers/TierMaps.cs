namespace TradeStore.Storage.Tiers;

/// <summary>
/// The current <see cref="TierMap"/> and the readers that still use older ones: what left the map is dropped when none of them can see it.
/// </summary>
internal sealed class TierMaps
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, int> _pins = [];
    private readonly List<LeavingSegment> _leaving = [];
    private volatile TierMap _current = TierMap.Empty;
    private long _checkpoints;

    public TierMap Current => _current;

    /// <summary>Gets the numbers of segments.</summary>
    public SegmentNumbers Numbers { get; } = new();

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
            var damaged = _current.All.Select(s => s.Cold).OfType<ColdFile>().Where(f => f.Damage is not null).ToDictionary(f => f.Name, f => f.Damage!, StringComparer.Ordinal);

            // Tables that nothing names were dropped when the map was loaded. A database that came back without its log may name files that had left.
            _leaving.RemoveAll(l => l.Segment?.File is null || map.Find(l.Segment) is not null);
            for (var i = 0; i < _leaving.Count; i++)
            {
                _leaving[i] = _leaving[i] with { Version = 0, Checkpoints = _checkpoints + 1 };
            }

            // The database may have come back without the mark.
            foreach (var file in map.All.Select(s => s.Cold).OfType<ColdFile>())
            {
                if (damaged.TryGetValue(file.Name, out var damage))
                {
                    file.Note(damage);
                }
            }

            _current = map.After(_current);
        }
    }

    /// <summary>Notes that a checkpoint holds every change up to now.</summary>
    public void Checkpointed()
    {
        lock (_gate)
        {
            _checkpoints++;
        }
    }

    /// <summary>Returns the segments that have left and are not dropped yet.</summary>
    public IReadOnlyList<Segment> Leaving()
    {
        lock (_gate)
        {
            return [.. _leaving.Select(l => l.Segment).OfType<Segment>()];
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
    public void Remove(Memtable memtable)
    {
        lock (_gate)
        {
            _current = _current.Without(memtable);
            _leaving.Add(new LeavingSegment(_current.Version, memtable.Location, Segment: null, Checkpoints: 0));
        }
    }

    /// <summary>Has segments take the place of others, which can be dropped when no read sees them and a checkpoint holds the change.</summary>
    public void Replace(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added)
    {
        lock (_gate)
        {
            _current = _current.Replace(removed, added);
            var gone = removed.Where(r => !added.Any(a => a.Id == r.Id));
            _leaving.AddRange(gone.Select(s => new LeavingSegment(_current.Version, s.Location, s, _checkpoints + 1)));
        }
    }

    /// <summary>Returns something that no reader can see any more, and no database that may come back.</summary>
    /// <param name="leaving">What it is.</param>
    /// <param name="onlyFiles">Whether tables are left for later.</param>
    public bool TryTakeDroppable([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LeavingSegment? leaving, bool onlyFiles = false)
    {
        lock (_gate)
        {
            var oldest = _pins.Count == 0 ? long.MaxValue : _pins.Keys.First();
            var index = _leaving.FindIndex(l => l.Version <= oldest && l.Checkpoints <= _checkpoints && (!onlyFiles || l.Segment?.File is not null));
            leaving = index < 0 ? null : _leaving[index];
            if (index >= 0)
            {
                _leaving.RemoveAt(index);
            }

            return index >= 0;
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

/// <summary>A map that a read holds on to; nothing in it is dropped before it is disposed.</summary>
internal sealed class PinnedTierMap(TierMap map, TierMaps maps) : IDisposable
{
    private TierMaps? _maps = maps;

    public TierMap Map { get; } = map;

    public void Dispose() => Interlocked.Exchange(ref _maps, null)?.Unpin(Map);
}

/// <summary>What has left the map and is not dropped yet.</summary>
/// <param name="Version">The first map without it.</param>
/// <param name="Location">Where it is, as SQL names it.</param>
/// <param name="Segment">The segment of a partition; <see langword="null"/> for a memtable.</param>
/// <param name="Checkpoints">The number of checkpoints after which no database that may come back names it.</param>
internal sealed record LeavingSegment(long Version, string Location, Segment? Segment, long Checkpoints);

/// <summary>
/// The numbers of segments of an open store. None is given twice, also not when the engine is opened again: a file that is being written meanwhile keeps
/// its number.
/// </summary>
internal sealed class SegmentNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>Notes the highest number that is taken.</summary>
    public void Taken(long highest)
    {
        while (Volatile.Read(ref _last) is var last && last < highest)
        {
            Interlocked.CompareExchange(ref _last, highest, last);
        }
    }
}
