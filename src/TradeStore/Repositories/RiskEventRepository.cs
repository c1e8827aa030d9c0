using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Limits that were broken: raised, and resolved once. Those that are open are answered from memory.</summary>
public class RiskEventRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly RiskEventDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected RiskEventRepository()
    {
    }

    internal RiskEventRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.RiskEvents;
    }

    /// <summary>Takes a new risk event in; durable when the task completes.</summary>
    /// <param name="riskEvent">What happened, not resolved; its bot is registered, or <c>*</c> for the whole portfolio.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the event is written.</param>
    /// <returns>The event as it is stored, with its id.</returns>
    /// <exception cref="DuplicateKeyException">Its id is taken.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    /// <exception cref="InvalidRowException">It is resolved, or breaks another rule; the error names column, value and reason.</exception>
    public virtual Task<RiskEvent> RaiseAsync(RiskEvent riskEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(riskEvent);
        return _live.Gate.DecideAsync(decision => _decisions.Raise(decision, riskEvent), cancellationToken);
    }

    /// <summary>Takes new risk events in, all or none; durable when the task completes.</summary>
    /// <param name="riskEvents">What happened.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the events are written.</param>
    /// <returns>The events as they are stored, with their ids.</returns>
    /// <inheritdoc cref="RaiseAsync(RiskEvent, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<RiskEvent>> RaiseAsync(IReadOnlyList<RiskEvent> riskEvents, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(riskEvents, _decisions.Raise, cancellationToken);

    /// <summary>Notes how a risk event was settled; durable when the task completes.</summary>
    /// <param name="riskEventId">The event.</param>
    /// <param name="resolution">How: 1 to 1,024 characters.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The event as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such event.</exception>
    /// <exception cref="InvalidRowException">It is resolved already, the time lies before it, or the text is empty or too long.</exception>
    public virtual Task<RiskEvent> ResolveAsync(Guid riskEventId, string resolution, DateTime? at = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return _live.Gate.DecideAsync(decision => _decisions.Resolve(decision, riskEventId, resolution, at), cancellationToken);
    }

    /// <summary>Notes how risk events were settled, all or none; durable when the task completes.</summary>
    /// <param name="riskEventIds">The events.</param>
    /// <param name="resolution">How: 1 to 1,024 characters.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The events as they are stored.</returns>
    /// <inheritdoc cref="ResolveAsync(Guid, string, DateTime?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<RiskEvent>> ResolveAsync(IReadOnlyList<Guid> riskEventIds, string resolution, DateTime? at = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return _live.Gate.DecideEachAsync(riskEventIds, (decision, id) => _decisions.Resolve(decision, id, resolution, at), cancellationToken);
    }

    /// <summary>Returns the risk events that are not resolved, from memory, oldest first.</summary>
    /// <param name="botId">Only those of a bot; <c>*</c> for those of the whole portfolio.</param>
    public virtual IReadOnlyList<RiskEvent> GetOpen(string? botId = null) =>
        [.. _live.RiskEvents.Rows.Where(r => botId is null || r.BotId == botId).OrderBy(r => r.Timestamp).ThenBy(r => r.RiskEventId)];

    /// <summary>Returns a risk event, from memory while it is open; <see langword="null"/> when there is none.</summary>
    /// <param name="riskEventId">The event.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual async ValueTask<RiskEvent?> FindAsync(Guid riskEventId, CancellationToken cancellationToken = default) =>
        _live.RiskEvents.Find(riskEventId) ?? await Query().Where(r => r.RiskEventId == riskEventId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for risk events.</summary>
    public virtual TableQuery<RiskEvent> Query() => _context.Query(RiskEventTable.Definition);
}
