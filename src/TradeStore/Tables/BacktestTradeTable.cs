using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>backtest_trades</c>: round trips of backtests, a partition a UTC month of the simulated time.</summary>
internal static class BacktestTradeTable
{
    public static Table<BacktestTrade> Definition { get; } = new TableBuilder<BacktestTrade>()
        .UuidOrNew(1, "trade_id", b => b.TradeId)
        .Uuid(2, "backtest_id", b => b.BacktestId)
        .Timestamp(3, "ts", b => b.Timestamp)
        .Name(4, "symbol", b => b.Symbol)
        .Named(5, "direction", b => b.Direction)
        .Amount(6, "quantity", b => b.Quantity, isPositive: true)
        .Price(7, "entry_price", b => b.EntryPrice)
        .Price(8, "exit_price", b => b.ExitPrice)
        .Amount(9, "pnl", b => b.Pnl)
        .Amount(10, "commission", b => b.Commission)
        .Build(new TableSettings
        {
            Name = "backtest_trades",
            TimeColumn = "ts",
            Key = ["trade_id"],
            ClusterKey = ["backtest_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Market,
            Aging = TableAgings.Year,
        });
}
