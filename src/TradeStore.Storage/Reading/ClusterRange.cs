using System.Text;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>What the order of a clustered segment tells of the rows it can hold.</summary>
internal static class ClusterRange
{
    /// <summary>Tells whether a segment can hold rows with some values of columns.</summary>
    /// <param name="segment">A segment of which the content is known.</param>
    /// <param name="valuesOf">Returns the values that a column may have; <see langword="null"/> when it may have any.</param>
    public static bool MayHold(Segment segment, Func<int, IReadOnlyList<string>?> valuesOf)
    {
        if (segment.Content!.Heads is { } heads)
        {
            return heads.Any(head => head.Select((text, i) => valuesOf(segment.Table.ClusterTexts[i]) is not { } values || values.Contains(text, StringComparer.Ordinal)).All(isAsked => isAsked));
        }

        var (first, last) = (segment.Content.First, segment.Content.Last);
        return Reaches(0, isAtFirst: true, isAtLast: true);

        // Texts are ordered as the engine orders them: by their bytes.
        bool Reaches(int depth, bool isAtFirst, bool isAtLast) =>
            depth == Math.Min(first.Count, last.Count)
            || valuesOf(segment.Table.ClusterTexts[depth]) is not { } values
            || values.Any(value =>
            {
                var fromFirst = isAtFirst ? Compare(value, first[depth]) : 1;
                var fromLast = isAtLast ? Compare(value, last[depth]) : -1;
                return fromFirst >= 0 && fromLast <= 0 && Reaches(depth + 1, isAtFirst && fromFirst == 0, isAtLast && fromLast == 0);
            });
    }

    /// <summary>Tells whether all rows asked for have the same texts at the head of the cluster key, behind which the time comes.</summary>
    public static bool IsOneSeries(Segment segment, Func<int, IReadOnlyList<string>?> valuesOf)
    {
        var texts = segment.Table.ClusterTexts;
        var cluster = segment.Table.ClusterKey;
        return segment is { IsClustered: true, Content: { } content }
            && cluster.Count > texts.Count
            && cluster[texts.Count] == segment.Table.TimeColumn
            && texts.Select((column, i) => valuesOf(column) is { Count: 1 } || IsSame(content, i)).All(isFixed => isFixed);
    }

    private static bool IsSame(SegmentContent content, int depth) =>
        content.First.Count > depth && content.Last.Count > depth && content.First.Take(depth + 1).SequenceEqual(content.Last.Take(depth + 1), StringComparer.Ordinal);

    private static int Compare(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
