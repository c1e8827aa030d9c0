using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>executions</c>: fills, a partition a UTC month. That an id is new is checked in memory, before the journal.</summary>
internal static class ExecutionTable
{
    public static Table<Execution> Definition { get; } = new TableBuilder<Execution>()
        .Uuid(1, "execution_id", e => e.ExecutionId)
        .Uuid(2, "order_id", e => e.OrderId)
        .Name(3, "bot_id", e => e.BotId)
        .Name(4, "exchange", e => e.Exchange)
        .Name(5, "symbol", e => e.Symbol)
        .Named(6, "side", e => e.Side)
        .Amount(7, "quantity", e => e.Quantity, isPositive: true)
        .Price(8, "price", e => e.Price)
        .Timestamp(9, "executed_at", e => e.ExecutedAt)
        .TimestampOrNow(10, "reported_at", e => e.ReportedAt)
        .Amount(11, "commission", e => e.Commission)
        .Name(12, "commission_currency", e => e.CommissionCurrency, isNullable: true)
        .Amount(13, "fees", e => e.Fees)
        .Amount(14, "realized_pnl", e => e.RealizedPnl)
        .Named(15, "exec_type", e => e.Type)
        .Name(16, "exchange_trade_id", e => e.ExchangeTradeId, isNullable: true)
        .Uuid(17, "correlation_id", e => e.CorrelationId)
        .Name(18, "quote_currency", e => e.QuoteCurrency, isNullable: true)
        .Build(new TableSettings
        {
            Name = "executions",
            TimeColumn = "executed_at",
            Key = ["execution_id"],
            ClusterKey = ["symbol", "executed_at"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("an execution that is repeated is recognised by the ids of all there were"),
        });
}

/// <summary><c>execution_trade_ids</c>: the exchange's ids of fills that were recorded without one, one row for each; each column is as it is in <see cref="ExecutionTable"/>.</summary>
internal static class ExecutionTradeIdTable
{
    public static Table<ExecutionTradeId> Definition { get; } = new TableBuilder<ExecutionTradeId>()
        .Uuid(1, "execution_id", e => e.ExecutionId)
        .Uuid(2, "order_id", e => e.OrderId)
        .Name(3, "exchange", e => e.Exchange)
        .Name(4, "symbol", e => e.Symbol)
        .Named(5, "side", e => e.Side)
        .Name(6, "exchange_trade_id", e => e.ExchangeTradeId)
        .Amount(7, "quantity", e => e.Quantity, isPositive: true)
        .Price(8, "price", e => e.Price)
        .Timestamp(9, "executed_at", e => e.ExecutedAt)
        .Amount(10, "commission", e => e.Commission)
        .Name(11, "commission_currency", e => e.CommissionCurrency, isNullable: true)
        .Amount(12, "fees", e => e.Fees)
        .TimestampOrNow(13, "reported_at", e => e.ReportedAt)
        .Build(new TableSettings
        {
            Name = "execution_trade_ids",
            Key = ["execution_id"],
            Lane = Lane.Trading,
        });
}
