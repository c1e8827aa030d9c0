namespace TradeStore.Tiers;

/// <summary>
/// Whether a read has found a segment's table in the database file damaged. It is known to this process alone: there is no second copy to repair it from, and a
/// database that is put back is another one.
/// </summary>
internal sealed class TableDamage
{
    private volatile bool _isKnown;

    public bool IsKnown => _isKnown;

    public void Note() => _isKnown = true;
}
