namespace TradeStore.Storage.Journal;

/// <summary>What the header of a frame that is not whole says; nothing vouches for it.</summary>
/// <param name="Sequence">The sequence number.</param>
/// <param name="Table">The table; null when the name is not readable.</param>
/// <param name="RowCount">The rows.</param>
/// <param name="Kind">What the frame says.</param>
internal sealed record FrameClaim(long Sequence, string? Table, int RowCount, FrameKind Kind);
