using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary>Every table of the data model, in the order of its document: the series first, then the states.</summary>
internal static class BuiltInTables
{
    public static IReadOnlyList<TableSchema> All { get; } =
    [
        TickTable.Definition,
        BarTable.Definition,
        OfiEventTable.Definition,
        MarketSnapshotTable.Definition,
        OrderEventTable.Definition,
        ExecutionTable.Definition,
        TradeTable.Definition,
        SignalTable.Definition,
        PositionSnapshotTable.Definition,
        PortfolioSnapshotTable.Definition,
        AccountBalanceTable.Definition,
        RiskEventTable.Definition,
        BacktestTradeTable.Definition,
        AuditTable.Definition,
        SystemMetricTable.Definition,
        LogTable.Definition,
        BotTable.Definition,
        BotConfigurationTable.Definition,
        OrderTable.Definition,
        PositionTable.Definition,
        DailyPnlTable.Definition,
        RiskMetricsTable.Definition,
        BacktestTable.Definition,
        PredictionEventTable.Definition,
        PredictionMarketTable.Definition,
        AlertTable.Definition,
        UserTable.Definition,
        ApiKeyTable.Definition,
        TickCorrectionTable.Definition,
        ExecutionTradeIdTable.Definition,
    ];
}
