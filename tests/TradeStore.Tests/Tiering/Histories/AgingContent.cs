using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>Rows of a partition as they must be seen, in the order in which they came.</summary>
internal sealed class AgingContent<TRow>(AgingKind<TRow> kind)
    where TRow : class
{
    private readonly List<TRow> _rows = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<TRow> Rows => _rows;

    public AgingDigest Digest { get; private set; }

    /// <summary>Takes a row, by the table's rule for duplicates.</summary>
    public void Settle(TRow row)
    {
        if (kind.Key(row) is not { } key || _places.TryAdd(key, _rows.Count))
        {
            _rows.Add(row);
            Digest += AgingDigest.Of(row, kind);
        }
        else if (kind.Table.Duplicates == DuplicateRule.Replace && kind.Precedence(row) >= kind.Precedence(_rows[_places[key]]))
        {
            Digest += AgingDigest.Of(row, kind) - AgingDigest.Of(_rows[_places[key]], kind);
            _rows[_places[key]] = row;
        }
    }
}
