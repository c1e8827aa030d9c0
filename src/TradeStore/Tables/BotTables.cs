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
            Key = ["bot_id"],
            Lane = Lane.Trading,
        });
}

/// <summary><c>bot_configurations</c>: the versions of each bot's configuration, one row each.</summary>
internal static class BotConfigurationTable
{
    public static Table<BotConfiguration> Definition { get; } = new TableBuilder<BotConfiguration>()
        .Name(1, "bot_id", b => b.BotId)
        .Integer(2, "version", b => b.Version, isPositive: true)
        .Json(3, "configuration", b => b.Configuration, isNullable: false)
        .Timestamp(4, "effective_from", b => b.EffectiveFrom, isFutureAllowed: true)
        .Timestamp(5, "effective_to", b => b.EffectiveTo, isFutureAllowed: true)
        .Name(6, "created_by", b => b.CreatedBy, isNullable: true)
        .Rule("effective_to", c => c.EffectiveTo, c => c.EffectiveTo is null || c.EffectiveTo > c.EffectiveFrom, "it is not after effective_from.")
        .Build(new TableSettings
        {
            Name = "bot_configurations",
            Key = ["bot_id", "version"],
            Lane = Lane.Trading,
        });
}
