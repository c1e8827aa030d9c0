using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>order_events</c>: every change of every order, a partition a UTC month. One order may change twice within a microsecond.</summary>
internal static class OrderEventTable
{
    public static Table<OrderEvent> Definition { get; } = new TableBuilder<OrderEvent>()
        .Timestamp(1, "ts", o => o.Timestamp)
        .Uuid(2, "order_id", o => o.OrderId)
        .Name(3, "bot_id", o => o.BotId)
        .Named(4, "from_status", o => o.FromStatus)
        .Named(5, "to_status", o => o.ToStatus)
        .Amount(6, "filled_quantity", o => o.FilledQuantity, isNotNegative: true)
        .AveragePrice(7, "average_fill_price", o => o.AverageFillPrice)
        .Text(8, "message", o => o.Message, 1_024, isNullable: true, isEmptyAllowed: true)
        .Integer(9, "retry_count", o => o.RetryCount, isNotNegative: true)
        .Uuid(10, "correlation_id", o => o.CorrelationId)
        .Build(new TableSettings
        {
            Name = "order_events",
            TimeColumn = "ts",
            Key = ["order_id", "ts", "to_status"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Trading,
            Aging = TableAgings.Year,
        });
}
