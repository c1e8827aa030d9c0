using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>market_ticks</c>: quotes and trades, a partition a UTC day.</summary>
internal static class TickTable
{
    public static Table<Tick> Definition { get; } = new TableBuilder<Tick>()
        .Timestamp(1, "ts", t => t.Timestamp)
        .Name(2, "exchange", t => t.Exchange)
        .Name(3, "symbol", t => t.Symbol)
        .Price(4, "bid_price", t => t.BidPrice)
        .Price(5, "ask_price", t => t.AskPrice)
        .Size(6, "bid_size", t => t.BidSize, isNotNegative: true)
        .Size(7, "ask_size", t => t.AskSize, isNotNegative: true)
        .Price(8, "last_price", t => t.LastPrice)
        .Size(9, "last_size", t => t.LastSize, isNotNegative: true)
        .Amount(10, "volume", t => t.Volume, isNotNegative: true)
        .Integer(11, "sequence_number", t => t.SequenceNumber)
        .TextList(12, "conditions", t => t.Conditions)
        .Name(13, "tape", t => t.Tape, isNullable: true)
        .Name(14, "source", t => t.Source, isNullable: true)
        .Uuid(15, "correlation_id", t => t.CorrelationId)
        .TimestampOrNow(16, "ingestion_time", t => t.IngestionTime)
        .Name(17, "trade_id", t => t.TradeId, isNullable: true)
        .Named(18, "aggressor_side", t => t.AggressorSide)
        .Rule(
            "last_price",
            _ => null,
            t => t.LastPrice is not null || t.BidPrice is not null || t.AskPrice is not null,
            "a tick needs a bid, an ask or a trade.")
        .Build(new TableSettings
        {
            Name = "market_ticks",
            TimeColumn = "ts",
            Key = ["exchange", "symbol", "ts", "sequence_number"],
            KeyPresence = [["bid_price", "ask_price"], ["last_price"]],
            ClusterKey = ["symbol", "exchange", "ts"],
            Span = PartitionSpan.Day,
            Duplicates = DuplicateRule.Ignore,
            Aging = TableAgings.Ticks,
            Corrections = new(TickCorrectionTable.Definition, ["is_quote", "is_trade"], "is_busted"),
        });
}
