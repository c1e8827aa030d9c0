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
public class BotRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly BotDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected BotRepository()
    {
    }

    internal BotRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Bots;
    }

    /// <summary>Registers a bot; durable when the task completes.</summary>
    /// <param name="bot">The bot; its time of registration is now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the bot is written.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <exception cref="DuplicateKeyException">A bot with this id is registered.</exception>
    /// <exception cref="InvalidRowException">The bot breaks a rule, or its id is <c>*</c>; the error names column, value and reason.</exception>
    public virtual Task<Bot> RegisterAsync(Bot bot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return _live.Gate.DecideAsync(decision => _decisions.Register(decision, bot), cancellationToken);
    }

    /// <summary>Registers bots, all or none; durable when the task completes.</summary>
    /// <param name="bots">The bots.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the bots are written.</param>
    /// <returns>The bots as they are stored.</returns>
    /// <inheritdoc cref="RegisterAsync(Bot, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Bot>> RegisterAsync(IReadOnlyList<Bot> bots, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(bots, _decisions.Register, cancellationToken);

    /// <summary>Notes that a bot was heard of now, by the store's clock; durable when the task completes.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="equity">What it trades with, in the account's currency; unchanged when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">The bot is not registered.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule; the bot is as it was.</exception>
    public virtual Task<Bot> HeartbeatAsync(string botId, decimal? equity = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return _live.Gate.DecideAsync(decision => _decisions.Heartbeat(decision, new BotHeartbeat(botId, equity)), cancellationToken);
    }

    /// <summary>Notes that bots were heard of now, all or none; durable when the task completes.</summary>
    /// <param name="heartbeats">The bots.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The bots as they are stored.</returns>
    /// <inheritdoc cref="HeartbeatAsync(string, decimal?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Bot>> HeartbeatAsync(IReadOnlyList<BotHeartbeat> heartbeats, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(heartbeats, _decisions.Heartbeat, cancellationToken);

    /// <summary>Sets what a bot does; durable when the task completes. Any status may follow any other.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="status">What it does.</param>
    /// <param name="message">Why: up to 1,024 characters; it takes the place of what was said before, also when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="HeartbeatAsync(string, decimal?, CancellationToken)" path="/returns|/exception"/>
    public virtual Task<Bot> SetStatusAsync(string botId, BotStatus status, string? message = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return _live.Gate.DecideAsync(decision => _decisions.SetStatus(decision, botId, status, message), cancellationToken);
    }

    /// <summary>Sets what bots do, all or none: pauses them all, say. Durable when the task completes.</summary>
    /// <param name="botIds">The bots.</param>
    /// <param name="status">What they do.</param>
    /// <param name="message">Why: up to 1,024 characters; it takes the place of what was said before, also when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The bots as they are stored.</returns>
    /// <inheritdoc cref="HeartbeatAsync(string, decimal?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Bot>> SetStatusAsync(IReadOnlyList<string> botIds, BotStatus status, string? message = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(botIds, (decision, botId) => _decisions.SetStatus(decision, botId, status, message), cancellationToken);

    /// <summary>Changes what is known of a bot; durable when the task completes.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="name">The name people know it by; unchanged when left out.</param>
    /// <param name="strategy">The strategy it follows; unchanged when left out.</param>
    /// <param name="riskLimits">Its limits, as JSON; unchanged when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="HeartbeatAsync(string, decimal?, CancellationToken)" path="/returns|/exception"/>
    public virtual Task<Bot> UpdateAsync(
        string botId, string? name = null, string? strategy = null, string? riskLimits = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            botId,
            (bot, _) => bot with { Name = name ?? bot.Name, Strategy = strategy ?? bot.Strategy, RiskLimits = riskLimits ?? bot.RiskLimits },
            cancellationToken);

    /// <summary>Returns a bot, from memory; <see langword="null"/> when it is not registered.</summary>
    /// <param name="botId">The bot.</param>
    public virtual Bot? Find(string botId) => _live.Bots.Find(botId);

    /// <summary>Returns all bots, from memory, by id.</summary>
    public virtual IReadOnlyList<Bot> GetAll() => [.. _live.Bots.Rows.OrderBy(b => b.BotId, StringComparer.Ordinal)];

    /// <summary>Returns the running bots that nothing was heard of for longer than a time, from memory, the quietest first.</summary>
    /// <param name="silence">
    /// How long, above zero: by the store's clock, since the last heartbeat, or since registration when there was none.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public virtual IReadOnlyList<Bot> GetQuiet(TimeSpan silence)
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
    public virtual TableQuery<Bot> Query() => _context.Query(BotTable.Definition);

    private static DateTime LastHeard(Bot bot) => bot.LastHeartbeat ?? bot.RegisteredAt;

    private Task<Bot> ChangeAsync(string botId, Func<Bot, DateTime, Bot> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return _live.Gate.DecideAsync(decision => _decisions.Change(decision, botId, change), cancellationToken);
    }
}
