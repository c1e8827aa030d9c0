using System.Threading.Channels;
using TradeStore.Import.Lean.Files;

namespace TradeStore.Import.Lean.Reading;

/// <summary>A unit that is being read. <paramref name="Tally"/> is the reader's until <paramref name="Batches"/> is complete.</summary>
internal sealed record PendingUnit(LeanUnit Unit, UnitTally Tally, ChannelReader<RowBatch> Batches);
