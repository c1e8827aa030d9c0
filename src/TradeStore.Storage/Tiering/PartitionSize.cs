using System.Globalization;
using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>What a partition takes before it is laid down anew.</summary>
/// <param name="Rows">Its rows, but for those in memory.</param>
/// <param name="Bytes">About its bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartitionSize(long Rows, long Bytes)
{
    // What a row takes where nobody has counted; most tables' rows take less.
    private const long BytesPerRow = 64;

    /// <summary>Returns the sizes of partitions; what nobody has counted yet is counted, by one statement for all.</summary>
    public static async Task<IReadOnlyList<PartitionSize>> ReadAsync(TieringContext context, IReadOnlyList<PartitionSegments> partitions, CancellationToken cancellationToken)
    {
        var uncounted = partitions.SelectMany(p => p.Segments).Where(s => s is { Content: null, File: null }).ToList();
        var counted = uncounted.Count == 0 ? [] : await context.RunAsync(
            session => session
                .QueryTexts(string.Join(" UNION ALL ", uncounted.Select(s => $"SELECT '{s.Id}', count(*)::VARCHAR FROM {s.Location}")), columns: 2)
                .ToDictionary(row => Number(row[0]), row => Number(row[1])),
            cancellationToken).ConfigureAwait(false);
        return [.. partitions.Select(p => new PartitionSize(p.Segments.Sum(Rows), p.Segments.Sum(s => s.Bytes ?? (BytesPerRow * Rows(s)))))];

        long Rows(Segment segment) => segment.Content?.Rows ?? counted.GetValueOrDefault(segment.Id);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
