using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

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
