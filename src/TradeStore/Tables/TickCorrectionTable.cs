using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

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
