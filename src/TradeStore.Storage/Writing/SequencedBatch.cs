using TradeStore.Storage.Columns;
using TradeStore.Storage.Ingest;

namespace TradeStore.Storage.Writing;

/// <summary>The rows of one table in a journalled frame.</summary>
/// <param name="Sequence">The frame's journal sequence number.</param>
/// <param name="Batch">The rows.</param>
internal readonly record struct SequencedBatch(long Sequence, ColumnBatch Batch);
