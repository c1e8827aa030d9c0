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
    public static AgingDigest Of<TRow>(IReadOnlyCollection<TRow> rows, AgingKind<TRow> kind)
        where TRow : class =>
        new(rows.Count, rows.Aggregate(0UL, (sum, row) => unchecked(sum + HashOf(kind.Text(row)))), rows.Sum(kind.Number), rows.Count(kind.Matches));

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
