using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>market_snapshots</c>: prices of prediction markets, a partition a UTC month.</summary>
internal static class MarketSnapshotTable
{
    public static Table<MarketSnapshot> Definition { get; } = new TableBuilder<MarketSnapshot>()
        .Timestamp(1, "ts", m => m.Timestamp)
        .Name(2, "market_id", m => m.MarketId)
        .Price(3, "yes_price", m => m.YesPrice)
        .Price(4, "no_price", m => m.NoPrice)
        .Amount(5, "liquidity", m => m.Liquidity, isNotNegative: true)
        .Amount(6, "volume", m => m.Volume, isNotNegative: true)
        .Amount(7, "volume_24h", m => m.Volume24h, isNotNegative: true)
        .Ratio(8, "market_conviction", m => m.MarketConviction)
        .Rule("yes_price", m => m.YesPrice, m => m.YesPrice is null or (>= 0 and <= 1), "a price of a prediction market lies between 0 and 1.")
        .Rule("no_price", m => m.NoPrice, m => m.NoPrice is null or (>= 0 and <= 1), "a price of a prediction market lies between 0 and 1.")
        .Build(new TableSettings
        {
            Name = "market_snapshots",
            TimeColumn = "ts",
            Key = ["market_id", "ts"],
            ClusterKey = ["market_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Ignore,
            Lane = Lane.Market,
            Aging = TableAgings.Bars,
        });
}

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
