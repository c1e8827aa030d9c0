using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Decisions;

/// <summary>Decides about bots, and whether what names one names one that is registered.</summary>
internal sealed class BotDecisions(LiveState state)
{
    /// <summary>What stands in the place of a bot for all of them together; no bot has this id.</summary>
    public const string All = "*";

    private const string Table = "bots";

    /// <summary>Refuses a row that names a bot that is not registered.</summary>
    public static void CheckRegistered(Decision decision, LiveState state, string table, string? botId) => Registered(decision, state, table, botId);

    public Bot Register(Decision decision, Bot bot)
    {
        if (bot.BotId == All)
        {
            throw new InvalidRowException(Table, 0, "bot_id", bot.BotId, "it stands for all bots together.");
        }

        if (decision.Find(state.Bots, bot.BotId ?? "") is not null)
        {
            throw new DuplicateKeyException(Table, "bot_id", bot.BotId!);
        }

        return Put(decision, bot with { RegisteredAt = bot.RegisteredAt == default ? decision.Time : bot.RegisteredAt });
    }

    /// <summary>Notes that a bot was heard of.</summary>
    public Bot Heartbeat(Decision decision, BotHeartbeat heartbeat) =>
        Change(decision, heartbeat.BotId, (bot, now) => bot with { LastHeartbeat = now, Equity = heartbeat.Equity ?? bot.Equity });

    /// <summary>Sets what a bot does.</summary>
    public Bot SetStatus(Decision decision, string botId, BotStatus status, string? message) =>
        Change(decision, botId, (bot, _) => bot with { Status = status, StatusMessage = message });

    public Bot Change(Decision decision, string botId, Func<Bot, DateTime, Bot> change) =>
        Put(decision, change(Registered(decision, state, Table, botId), decision.Time));

    private static Bot Registered(Decision decision, LiveState state, string table, string? botId) =>
        decision.Find(state.Bots, botId ?? "") ?? throw new UnknownReferenceException(table, "bot_id", botId ?? "");

    private Bot Put(Decision decision, Bot bot)
    {
        return decision.Put(state.Bots, bot);
    }
}
