using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>backtests</c>: what was simulated and what came out, one row each.</summary>
internal static class BacktestTable
{
    public static Table<Backtest> Definition { get; } = new TableBuilder<Backtest>()
        .UuidOrNew(1, "backtest_id", b => b.BacktestId)
        .Name(2, "name", b => b.Name)
        .Name(3, "strategy", b => b.Strategy)
        .Timestamp(4, "start_date", b => b.StartDate)
        .Timestamp(5, "end_date", b => b.EndDate)
        .Amount(6, "initial_capital", b => b.InitialCapital, isPositive: true)
        .Amount(7, "final_capital", b => b.FinalCapital)
        .Ratio(8, "total_return", b => b.TotalReturn)
        .Ratio(9, "sharpe", b => b.Sharpe)
        .Ratio(10, "sortino", b => b.Sortino)
        .Amount(11, "max_drawdown", b => b.MaxDrawdown, isNotNegative: true)
        .Integer(12, "num_trades", b => b.NumTrades, isNotNegative: true)
        .Ratio(13, "win_rate", b => b.WinRate, lowest: 0, highest: 1)
        .Ratio(14, "profit_factor", b => b.ProfitFactor, lowest: 0)
        .Json(15, "config", b => b.Config)
        .Json(16, "data_fingerprint", b => b.DataFingerprint)
        .TimestampOrNow(17, "created_at", b => b.CreatedAt)
        .Rule("end_date", b => b.EndDate, b => b.EndDate >= b.StartDate, "it lies before start_date.")
        .Build(new TableSettings
        {
            Name = "backtests",
            Key = ["backtest_id"],
            Lane = Lane.Market,
        });
}

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
