namespace TradeStore.Storage.Tiers;

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
