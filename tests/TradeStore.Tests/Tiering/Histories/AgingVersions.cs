namespace TradeStore.Tests.Tiering.Histories;

/// <summary>The states of a table that reads may see: between what was done before they began and what has begun since. What was seen once never goes back.</summary>
internal sealed class AgingVersions
{
    private readonly Lock _gate = new();
    private readonly List<AgingVersion> _versions = [default];
    private int _batches;
    private ulong _removed;

    /// <summary>Notes what may be seen from now on.</summary>
    public void Begin(IEnumerable<AgingVersion> versions)
    {
        lock (_gate)
        {
            _versions.AddRange(versions);
        }
    }

    /// <summary>Notes that a batch was acknowledged.</summary>
    public void Acknowledge(int batches)
    {
        lock (_gate)
        {
            _batches = Math.Max(_batches, batches);
        }
    }

    /// <summary>Notes which of the removals there ever were have been made.</summary>
    public void Settle(ulong removed)
    {
        lock (_gate)
        {
            _removed = removed;
            _versions.RemoveAll(v => (v.Removed & ~removed) != 0 || (v.Kept & removed) != 0);
        }
    }

    /// <summary>Returns what a read that begins now has to see at least.</summary>
    public (int Batches, ulong Removed) Floor()
    {
        lock (_gate)
        {
            return (_batches, _removed);
        }
    }

    /// <summary>Returns the states that a read may have seen which began at a floor; none when what it saw was never there.</summary>
    public IReadOnlyList<AgingVersion> See((int Batches, ulong Removed) floor, Func<AgingDigest, bool> fits)
    {
        lock (_gate)
        {
            var seen = _versions.FindAll(v => v.Batches >= floor.Batches && (v.Removed & floor.Removed) == floor.Removed && fits(v.Digest));
            if (seen.Count > 0)
            {
                _batches = Math.Max(_batches, seen.Min(v => v.Batches));
                _removed |= seen.Aggregate(ulong.MaxValue, (all, v) => all & v.Removed);
            }

            return seen;
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return $"since {(_batches, _removed)}: {string.Join(", ", _versions)}";
        }
    }
}
