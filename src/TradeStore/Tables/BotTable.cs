using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>bots</c>: the bots that trade, one row each.</summary>
internal static class BotTable
{
    public static Table<Bot> Definition { get; } = new TableBuilder<Bot>()
        .Name(1, "bot_id", b => b.BotId)
        .Name(2, "name", b => b.Name)
        .Name(3, "strategy", b => b.Strategy, isNullable: true)
        .Named(4, "status", b => b.Status)
        .Name(5, "exchange", b => b.Exchange, isNullable: true)
        .Amount(6, "equity", b => b.Equity)
        .Json(7, "risk_limits", b => b.RiskLimits)
        .Timestamp(8, "last_heartbeat", b => b.LastHeartbeat)
        .Timestamp(9, "registered_at", b => b.RegisteredAt)
        .Text(10, "status_message", b => b.StatusMessage, 1_024, isNullable: true, isEmptyAllowed: true)
        .Build(new TableSettings
        {
            Name = "bots",
            Version = 2,
            Key = ["bot_id"],
            Lane = Lane.Trading,
        });
}
