using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Diagnostics;

/// <summary>What a tier holds, as it was counted when its segments were laid down.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Bytes">The bytes on disk.</param>
/// <param name="RawBytes">The bytes of the values as they travel, uncompressed.</param>
internal sealed record TierFigures(Tier Tier, long Rows, long Bytes, long RawBytes);
