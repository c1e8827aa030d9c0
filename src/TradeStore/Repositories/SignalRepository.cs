using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>What strategies propose: recorded before it is executed, then tied to the order or round trip it became, with its outcome.</summary>
public sealed class SignalRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly SignalDecisions _decisions;
    private readonly KeyedLock<Guid> _changing = new();

    internal SignalRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new SignalDecisions(_live);
    }

    /// <summary>Records a new signal; durable when the task completes.</summary>
    /// <param name="signal">The signal, not executed; its outcome is none, or <see cref="SignalOutcome.Rejected"/>.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the signal is written.</param>
    /// <returns>The signal as it is stored, with its id.</returns>
    /// <exception cref="InvalidRowException">The signal breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DuplicateKeyException">Its id is taken.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    public Task<Signal> RecordAsync(Signal signal, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Record(decision, signal, row: 0), cancellationToken);

    /// <summary>Records new signals, all or none; durable when the task completes.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the signals are written.</param>
    /// <inheritdoc cref="RecordAsync(Signal, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<Signal>> RecordAsync(IReadOnlyList<Signal> signals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return _live.Gate.DecideAsync<IReadOnlyList<Signal>>(decision => [.. signals.Select((signal, row) => _decisions.Record(decision, signal, row))], cancellationToken);
    }

    /// <summary>
    /// Ties a signal to the order or round trip it became; durable when the task completes. One whose <see cref="Signal.ExpiresAt"/> has passed is
    /// taken, too, for what was executed is a fact; one whose outcome is expired is not.
    /// </summary>
    /// <param name="signalId">The signal.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="tradeId">The round trip; at least one of the two is given.</param>
    /// <param name="at">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="cancellationToken">Stops before the change is decided; then it is written.</param>
    /// <returns>The signal as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">Signal, order or round trip is not in the store.</exception>
    /// <exception cref="IllegalSignalChangeException">It was executed before, is not valid, or was rejected or expired.</exception>
    /// <exception cref="InvalidRowException">The time breaks a rule.</exception>
    /// <exception cref="ArgumentException">Neither order nor round trip is given.</exception>
    public Task<Signal> MarkExecutedAsync(
        Guid signalId, Guid? orderId = null, Guid? tradeId = null, DateTime? at = null, CancellationToken cancellationToken = default) =>
        orderId is null && tradeId is null
            ? throw new ArgumentException("A signal becomes an order or a round trip: give the id of one.", nameof(orderId))
            : ChangeAsync(signalId, (decision, signal) => _decisions.Execute(decision, signal, orderId, tradeId, at), cancellationToken);

    /// <summary>Keeps what became of a signal, in the place of what was kept before; durable when the task completes.</summary>
    /// <param name="signalId">The signal.</param>
    /// <param name="outcome">
    /// What: win, loss or break even for one that was executed, expired for one that was not, rejected for either.
    /// </param>
    /// <param name="cancellationToken">Stops before the change is decided; then it is written.</param>
    /// <returns>The signal as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">The signal is not in the store.</exception>
    /// <exception cref="IllegalSignalChangeException">The outcome does not go with whether it was executed.</exception>
    /// <exception cref="InvalidRowException">The outcome is <see cref="SignalOutcome.None"/>.</exception>
    public Task<Signal> SetOutcomeAsync(Guid signalId, SignalOutcome outcome, CancellationToken cancellationToken = default) =>
        ChangeAsync(signalId, (decision, signal) => SignalDecisions.SetOutcome(decision, signal, outcome), cancellationToken);

    /// <summary>Returns a signal; <see langword="null"/> when it is not in the store.</summary>
    /// <param name="signalId">The signal.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<Signal?> FindAsync(Guid signalId, CancellationToken cancellationToken = default) =>
        Query().Where(s => s.SignalId == signalId).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Returns the signals that wait for execution: valid, not executed, without an outcome, and not void by the store's clock. Oldest first.</summary>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<Signal>> GetPendingAsync(string? botId = null, CancellationToken cancellationToken = default)
    {
        var now = _context.Clock.GetUtcMicroseconds();
        var query = Query().Where(s => s.Valid && !s.Executed && s.Outcome == null && (s.ExpiresAt == null || s.ExpiresAt > now));
        return (botId is null ? query : query.Where(s => s.BotId == botId)).OrderBy(s => s.Timestamp).ThenBy(s => s.SignalId).ToListAsync(cancellationToken);
    }

    /// <summary>Asks for signals.</summary>
    public TableQuery<Signal> Query() => _context.Query(SignalTable.Definition);

    // The signal is read and written again by one caller at a time, for no live state keeps it.
    private Task<Signal> ChangeAsync(Guid signalId, Func<Decision, Signal, Signal> change, CancellationToken cancellationToken) => _changing.RunAsync(
        signalId,
        async () =>
        {
            var signal = await FindAsync(signalId, cancellationToken).ConfigureAwait(false) ?? throw UnknownReferenceException.Changed("signals", "signal_id", signalId);
            return await _live.Gate.DecideAsync(decision => change(decision, signal), cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);
}
