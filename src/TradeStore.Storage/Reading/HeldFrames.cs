using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>What a read has to know of frames that are acknowledged and cannot be applied for want of room.</summary>
/// <param name="First">The first such frame.</param>
/// <param name="Handled">The last frame that was applied as far as it can be.</param>
/// <param name="Tables">The tables that lack rows.</param>
internal sealed record HeldFrames(long First, long Handled, IReadOnlySet<TableSchema> Tables);
