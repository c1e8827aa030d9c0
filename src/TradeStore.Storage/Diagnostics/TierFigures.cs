using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Diagnostics;

/// <summary>What a tier holds, as it was counted when its segments were laid down.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Bytes">The bytes on disk.</param>
/// <param name="RawBytes">The bytes of the values as they travel, uncompressed.</param>
internal sealed record TierFigures(Tier Tier, long Rows, long Bytes, long RawBytes)
{
    // What a small table takes is not known before a checkpoint; it is left out of both sides of the ratio.
    public static TierFigures Of(Tier tier, IEnumerable<Segment> segments) =>
        segments.Where(s => s.Content is not null).Aggregate(new TierFigures(tier, 0, 0, 0), (sum, s) => sum with
        {
            Rows = sum.Rows + s.Content!.Rows,
            Bytes = sum.Bytes + (s.Bytes ?? 0),
            RawBytes = sum.RawBytes + (s.Bytes is null ? 0 : s.Content.RawBytes),
        });
}
