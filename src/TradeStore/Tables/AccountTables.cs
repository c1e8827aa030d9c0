using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>account_balances</c>: cash by exchange and currency, a partition a UTC month; the newest version stays.</summary>
internal static class AccountBalanceTable
{
    public static Table<AccountBalance> Definition { get; } = new TableBuilder<AccountBalance>()
        .Timestamp(1, "ts", a => a.Timestamp)
        .Name(2, "bot_id", a => a.BotId)
        .Name(3, "exchange", a => a.Exchange)
        .Name(4, "currency", a => a.Currency)
        .Amount(5, "balance", a => a.Balance)
        .Amount(6, "available", a => a.Available)
        .Amount(7, "margin_used", a => a.MarginUsed, isNotNegative: true)
        .Amount(8, "unrealized_pnl", a => a.UnrealizedPnl)
        .Named(9, "snapshot_type", a => a.SnapshotType)
        .Build(new TableSettings
        {
            Name = "account_balances",
            TimeColumn = "ts",
            Key = ["bot_id", "exchange", "currency", "ts"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("the newest balance of an account may be an old one"),
        });
}

/// <summary><c>pnl_daily</c>: the P&amp;L of each UTC day and bot, one row each.</summary>
internal static class DailyPnlTable
{
    public static Table<DailyPnl> Definition { get; } = new TableBuilder<DailyPnl>()
        .Date(1, "date", d => d.Date)
        .Name(2, "bot_id", d => d.BotId)
        .Amount(3, "realized", d => d.Realized)
        .Amount(4, "unrealized", d => d.Unrealized)
        .Amount(5, "total", d => d.Total)
        .Amount(6, "nav", d => d.Nav)
        .Ratio(7, "sharpe_30d", d => d.Sharpe30d)
        .Amount(8, "max_drawdown", d => d.MaxDrawdown, isNotNegative: true)
        .Integer(9, "num_trades", d => d.NumTrades, isNotNegative: true)
        .Ratio(10, "win_rate", d => d.WinRate, lowest: 0, highest: 1)
        .Build(new TableSettings
        {
            Name = "pnl_daily",
            Key = ["date", "bot_id"],
            Lane = Lane.Trading,
        });
}
