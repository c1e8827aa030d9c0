using System.Collections.Concurrent;
using TradeStore.Storage.Tiering;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>How often what the histories are for was met.</summary>
internal sealed class AgingCounts
{
    public const string Cold = "removed from files";
    public const string Warm = "removed from the database";
    public const string Restored = "removed after it was restored";
    public const string Young = "removed while its history went on";
    public const string Returned = "rows came for it after it was removed";
    public const string Passed = "removed, and rows that came beside stayed";
    public const string Kept = "not removed, since rows came before";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Gets what no history has met, and many should; archives and reductions have tests of their own.</summary>
    public IEnumerable<string> Missing => Enum.GetNames<TieringAction>()
        .Except([nameof(TieringAction.Archive), nameof(TieringAction.Reduce)])
        .Concat([Cold, Warm, Restored, Young, Returned, Passed, Kept])
        .Where(what => !_counts.ContainsKey(what));

    public void Add(string what, int count = 1)
    {
        if (count > 0)
        {
            _counts.AddOrUpdate(what, count, (_, before) => before + count);
        }
    }

    public override string ToString() => string.Join("; ", _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value:N0}"));
}
