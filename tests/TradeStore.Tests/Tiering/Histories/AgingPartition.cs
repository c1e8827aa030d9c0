namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A partition as the model has it: its rows, and those that it has if it is removed by what goes on.</summary>
internal sealed class AgingPartition<TRow>(AgingKind<TRow> kind, AgingLife life)
    where TRow : class
{
    private AgingContent<TRow> _content = new(kind);
    private AgingContent<TRow>? _young;

    public AgingLife Life => life;

    public IReadOnlyList<TRow> Rows => _content.Rows;

    public void Take(TRow row, DateTime now, bool isMoving)
    {
        life.Take(now, isMoving);
        _content.Settle(row);
        _young?.Settle(row);
    }

    /// <summary>Returns what is seen of it, given whether it was removed by what goes on.</summary>
    public AgingDigest Digest(bool isRemoved) => (isRemoved ? _young! : _content).Digest;

    /// <summary>Notes that it may be removed from now on; rows that come stay in any case.</summary>
    public void BeginRemoval() => _young = new(kind);

    public void EndRemoval(bool isRemoved)
    {
        _content = isRemoved ? _young! : _content;
        _young = null;
    }
}
