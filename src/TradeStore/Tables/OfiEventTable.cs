using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>ofi_events</c>: order flow imbalance, a partition a UTC day.</summary>
internal static class OfiEventTable
{
    public static Table<OfiEvent> Definition { get; } = new TableBuilder<OfiEvent>()
        .Timestamp(1, "ts", o => o.Timestamp)
        .Name(2, "exchange", o => o.Exchange)
        .Name(3, "symbol", o => o.Symbol)
        .Size(4, "ofi_value", o => o.OfiValue)
        .Amount(5, "bid_volume", o => o.BidVolume, isNotNegative: true)
        .Amount(6, "ask_volume", o => o.AskVolume, isNotNegative: true)
        .Ratio(7, "imbalance", o => o.Imbalance, lowest: -1, highest: 1)
        .Build(new TableSettings
        {
            Name = "ofi_events",
            TimeColumn = "ts",
            Key = ["exchange", "symbol", "ts"],
            ClusterKey = ["symbol", "ts"],
            Span = PartitionSpan.Day,
            Duplicates = DuplicateRule.Ignore,
            Lane = Lane.Market,
            Aging = TableAgings.Ticks,
        });
}
