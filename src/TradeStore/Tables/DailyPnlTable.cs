using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

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
            Version = 2,
            Key = ["date", "bot_id"],
            Lane = Lane.Trading,
        });
}
