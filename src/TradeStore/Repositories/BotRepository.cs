using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>The bots that trade with the store. Everything else of trading names one that is registered.</summary>
public sealed class BotRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly BotDecisions _decisions;

    internal BotRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new BotDecisions(_live);
    }

    /// <summary>Registers a bot; durable when the task completes.</summary>
    /// <param name="bot">The bot; its time of registration is now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the bot is written.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <exception cref="DuplicateKeyException">A bot with this id is registered.</exception>
    /// <exception cref="InvalidRowException">The bot breaks a rule, or its id is <c>*</c>; the error names column, value and reason.</exception>
    public Task<Bot> RegisterAsync(Bot bot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return _live.Gate.DecideAsync(decision => _decisions.Register(decision, bot), cancellationToken);
    }

    /// <summary>Notes that a bot was heard of now, by the store's clock; durable when the task completes.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="equity">What it trades with, in the account's currency; unchanged when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">The bot is not registered.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule; the bot is as it was.</exception>
    public Task<Bot> HeartbeatAsync(string botId, decimal? equity = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(botId, (bot, now) => bot with { LastHeartbeat = now, Equity = equity ?? bot.Equity }, cancellationToken);

    /// <summary>Sets what a bot does; durable when the task completes. Any status may follow any other.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="status">What it does.</param>
    /// <param name="message">Why: up to 1,024 characters; it takes the place of what was said before, also when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="HeartbeatAsync" path="/returns|/exception"/>
    public Task<Bot> SetStatusAsync(string botId, BotStatus status, string? message = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(botId, (bot, _) => bot with { Status = status, StatusMessage = message }, cancellationToken);

    /// <summary>Changes what is known of a bot; durable when the task completes.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="name">The name people know it by; unchanged when left out.</param>
    /// <param name="strategy">The strategy it follows; unchanged when left out.</param>
    /// <param name="riskLimits">Its limits, as JSON; unchanged when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="HeartbeatAsync" path="/returns|/exception"/>
    public Task<Bot> UpdateAsync(
        string botId, string? name = null, string? strategy = null, string? riskLimits = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            botId,
            (bot, _) => bot with { Name = name ?? bot.Name, Strategy = strategy ?? bot.Strategy, RiskLimits = riskLimits ?? bot.RiskLimits },
            cancellationToken);

    /// <summary>Returns a bot, from memory; <see langword="null"/> when it is not registered.</summary>
    /// <param name="botId">The bot.</param>
    public Bot? Find(string botId) => _live.Bots.Find(botId);

    /// <summary>Returns all bots, from memory, by id.</summary>
    public IReadOnlyList<Bot> GetAll() => [.. _live.Bots.Rows.OrderBy(b => b.BotId, StringComparer.Ordinal)];

    /// <summary>Returns the running bots that nothing was heard of for longer than a time, from memory, the quietest first.</summary>
    /// <param name="silence">
    /// How long, above zero: by the store's clock, since the last heartbeat, or since registration when there was none.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public IReadOnlyList<Bot> GetQuiet(TimeSpan silence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(silence, TimeSpan.Zero);
        var now = _context.Clock.GetUtcMicroseconds();
        return
        [
            .. _live.Bots.Rows
                .Where(b => b.Status == BotStatus.Running && now - LastHeard(b) > silence)
                .OrderBy(LastHeard).ThenBy(b => b.BotId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Asks for bots.</summary>
    public TableQuery<Bot> Query() => _context.Query(BotTable.Definition);

    private static DateTime LastHeard(Bot bot) => bot.LastHeartbeat ?? bot.RegisteredAt;

    private Task<Bot> ChangeAsync(string botId, Func<Bot, DateTime, Bot> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return _live.Gate.DecideAsync(decision => _decisions.Change(decision, botId, change), cancellationToken);
    }
}
