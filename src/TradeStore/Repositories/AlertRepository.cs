using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Alerts: raised, then acknowledged or not, then resolved, and never back. Those that stand are answered from memory.</summary>
public class AlertRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly AlertDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected AlertRepository()
    {
    }

    internal AlertRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Alerts;
    }

    /// <summary>Takes a new alert in; durable when the task completes.</summary>
    /// <param name="alert">The alert, raised.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the alert is written.</param>
    /// <returns>The alert as it is stored, with its id.</returns>
    /// <exception cref="DuplicateKeyException">Its id is taken.</exception>
    /// <exception cref="InvalidRowException">It is not raised, or breaks another rule; the error names column, value and reason.</exception>
    public virtual Task<Alert> RaiseAsync(Alert alert, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _live.Gate.DecideAsync(decision => _decisions.Raise(decision, alert), cancellationToken);
    }

    /// <summary>Takes new alerts in, all or none; durable when the task completes.</summary>
    /// <param name="alerts">The alerts, raised.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the alerts are written.</param>
    /// <returns>The alerts as they are stored, with their ids.</returns>
    /// <inheritdoc cref="RaiseAsync(Alert, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Alert>> RaiseAsync(IReadOnlyList<Alert> alerts, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(alerts, _decisions.Raise, cancellationToken);

    /// <summary>Notes that somebody looks after an alert; durable when the task completes.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The alert as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such alert.</exception>
    /// <exception cref="InvalidRowException">It is acknowledged or resolved already, or the time lies before the one it was raised at.</exception>
    public virtual Task<Alert> AcknowledgeAsync(Guid alertId, DateTime? at = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Acknowledge(decision, alertId, at), cancellationToken);

    /// <summary>Notes that somebody looks after alerts, all or none; durable when the task completes.</summary>
    /// <param name="alertIds">The alerts.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The alerts as they are stored.</returns>
    /// <inheritdoc cref="AcknowledgeAsync(Guid, DateTime?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Alert>> AcknowledgeAsync(IReadOnlyList<Guid> alertIds, DateTime? at = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(alertIds, (decision, id) => _decisions.Acknowledge(decision, id, at), cancellationToken);

    /// <summary>Ends an alert, acknowledged or not; durable when the task completes.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The alert as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such alert.</exception>
    /// <exception cref="InvalidRowException">It is resolved already, or the time lies before the one it was raised at.</exception>
    public virtual Task<Alert> ResolveAsync(Guid alertId, DateTime? at = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Resolve(decision, alertId, at), cancellationToken);

    /// <summary>Ends alerts, all or none; durable when the task completes.</summary>
    /// <param name="alertIds">The alerts.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The alerts as they are stored.</returns>
    /// <inheritdoc cref="ResolveAsync(Guid, DateTime?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Alert>> ResolveAsync(IReadOnlyList<Guid> alertIds, DateTime? at = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(alertIds, (decision, id) => _decisions.Resolve(decision, id, at), cancellationToken);

    /// <summary>Returns the alerts that are not resolved, from memory, oldest first.</summary>
    public virtual IReadOnlyList<Alert> GetOpen() => [.. _live.Alerts.Rows.OrderBy(a => a.RaisedAt).ThenBy(a => a.AlertId)];

    /// <summary>Asks for alerts.</summary>
    public virtual TableQuery<Alert> Query() => _context.Query(AlertTable.Definition);
}
