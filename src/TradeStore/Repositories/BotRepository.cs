using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Reading.Typed;
using TradeStore.Schema.Tables;

namespace TradeStore.Repositories;

/// <summary>The bots that trade with the store. Everything else of trading names one that is registered.</summary>
public sealed class BotRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;

    internal BotRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
    }

    /// <summary>Registers a bot; durable when the task completes.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the bot is written.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <exception cref="DuplicateKeyException">A bot with this id is registered.</exception>
    /// <exception cref="InvalidRowException">The bot breaks a rule; the error names column, value and reason.</exception>
    public Task<Bot> RegisterAsync(Bot bot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return _live.Gate.DecideAsync(
            decision =>
            {
                if (decision.Find(_live.Bots, bot.BotId ?? "") is not null)
                {
                    throw new DuplicateKeyException("bots", "bot_id", bot.BotId!);
                }

                var stored = bot with { RegisteredAt = bot.RegisteredAt == default ? _context.Clock.GetUtcMicroseconds() : bot.RegisteredAt };
                decision.Put(_live.Bots, stored);
                return stored;
            },
            cancellationToken);
    }

    /// <summary>Returns a bot, from memory; <see langword="null"/> when it is not registered.</summary>
    /// <param name="botId">The bot.</param>
    public Bot? Find(string botId) => _live.Bots.Find(botId);

    /// <summary>Returns all bots, from memory, by id.</summary>
    public IReadOnlyList<Bot> GetAll() => [.. _live.Bots.Rows.OrderBy(b => b.BotId, StringComparer.Ordinal)];

    /// <summary>Asks for bots.</summary>
    public TableQuery<Bot> Query() => _context.Query(BotTable.Definition);
}
