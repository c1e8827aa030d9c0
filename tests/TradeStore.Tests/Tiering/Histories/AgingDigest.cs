using System.Runtime.InteropServices;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>What there is to compare of rows, whatever their order: a row that is missing, doubled or altered changes it.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Hash">The sum of their hashes.</param>
/// <param name="Sum">The sum of one column.</param>
/// <param name="Matching">How many meet the condition that is asked for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgingDigest(long Rows, ulong Hash, long Sum, long Matching)
{
    public static AgingDigest operator +(AgingDigest one, AgingDigest other) =>
        new(one.Rows + other.Rows, unchecked(one.Hash + other.Hash), one.Sum + other.Sum, one.Matching + other.Matching);

    public static AgingDigest operator -(AgingDigest all, AgingDigest some) =>
        new(all.Rows - some.Rows, unchecked(all.Hash - some.Hash), all.Sum - some.Sum, all.Matching - some.Matching);

    public static AgingDigest Of<TRow>(TRow row, AgingKind<TRow> kind)
        where TRow : class => new(1, HashOf(kind.Text(row)), kind.Number(row), kind.Matches(row) ? 1 : 0);

    public static AgingDigest Of<TRow>(IEnumerable<TRow> rows, AgingKind<TRow> kind)
        where TRow : class => rows.Aggregate(default(AgingDigest), (sum, row) => sum + Of(row, kind));

    private static ulong HashOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return unchecked(hash * (hash | 1));
    }
}
