namespace TradeStore.Storage.Tiers;

/// <summary>
/// Whether a read has found a segment's table in the database file damaged. It is known to this process alone: there is no second copy to repair it from, and a
/// database that is put back is another one.
/// </summary>
internal sealed class TableDamage
{
    private volatile Exception? _cause;

    /// <summary>Gets what the engine said; <see langword="null"/> while nothing is known to be wrong.</summary>
    public Exception? Cause => _cause;

    public void Note(Exception cause) => _cause = cause;
}
