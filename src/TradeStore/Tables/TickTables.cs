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

/// <summary>
/// <c>tick_corrections</c>: what venues changed of ticks, one row for each tick; laid over the rows of <see cref="TickTable"/> when these are read. Each column of a tick that
/// is not in its key has the name and type that it has there.
/// </summary>
internal static class TickCorrectionTable
{
    public static Table<TickCorrection> Definition { get; } = new TableBuilder<TickCorrection>()
        .Name(1, "exchange", c => c.Exchange)
        .Name(2, "symbol", c => c.Symbol)
        .Timestamp(3, "ts", c => c.Timestamp)
        .Integer(4, "sequence_number", c => c.SequenceNumber)
        .Boolean(5, "is_quote", c => c.IsQuote)
        .Boolean(6, "is_trade", c => c.IsTrade)
        .Boolean(7, "is_busted", c => c.IsBusted)
        .Price(8, "bid_price", c => c.BidPrice)
        .Price(9, "ask_price", c => c.AskPrice)
        .Size(10, "bid_size", c => c.BidSize, isNotNegative: true)
        .Size(11, "ask_size", c => c.AskSize, isNotNegative: true)
        .Price(12, "last_price", c => c.LastPrice)
        .Size(13, "last_size", c => c.LastSize, isNotNegative: true)
        .Amount(14, "volume", c => c.Volume, isNotNegative: true)
        .TextList(15, "conditions", c => c.Conditions)
        .Name(16, "tape", c => c.Tape, isNullable: true)
        .Name(17, "source", c => c.Source, isNullable: true)
        .Uuid(18, "correlation_id", c => c.CorrelationId)
        .TimestampOrNow(19, "ingestion_time", c => c.IngestionTime)
        .Name(20, "trade_id", c => c.TradeId, isNullable: true)
        .Named(21, "aggressor_side", c => c.AggressorSide)
        .Text(22, "reason", c => c.Reason, 1_024)
        .Timestamp(23, "corrected_at", c => c.CorrectedAt)
        .Uuid(24, "audit_id", c => c.AuditId)
        .Build(new TableSettings
        {
            Name = "tick_corrections",
            Key = ["exchange", "symbol", "ts", "sequence_number", "is_quote", "is_trade"],
            Lane = Lane.Trading,
        });
}
