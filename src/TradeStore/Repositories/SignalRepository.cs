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
public class SignalRepository
{
    private const int ReadAtOnce = 1_000;
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly SignalDecisions _decisions = null!;
    private readonly KeyedLock<Guid> _changing = new();

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected SignalRepository()
    {
    }

    internal SignalRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Signals;
    }

    /// <summary>Records a new signal; durable when the task completes.</summary>
    /// <param name="signal">The signal, not executed; its outcome is none, or <see cref="SignalOutcome.Rejected"/>.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the signal is written.</param>
    /// <returns>The signal as it is stored, with its id.</returns>
    /// <exception cref="InvalidRowException">The signal breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DuplicateKeyException">Its id is taken.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    public virtual Task<Signal> RecordAsync(Signal signal, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Record(decision, signal, row: 0), cancellationToken);

    /// <summary>Records new signals, all or none; durable when the task completes.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the signals are written.</param>
    /// <inheritdoc cref="RecordAsync(Signal, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Signal>> RecordAsync(IReadOnlyList<Signal> signals, CancellationToken cancellationToken = default)
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
    public virtual async Task<Signal> MarkExecutedAsync(
        Guid signalId, Guid? orderId = null, Guid? tradeId = null, DateTime? at = null, CancellationToken cancellationToken = default) =>
        (await MarkExecutedAsync([new SignalExecution(signalId, orderId, tradeId, at)], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Ties signals to the orders or round trips they became, all or none; durable when the task completes.</summary>
    /// <param name="executions">The signals, and what each became.</param>
    /// <param name="cancellationToken">Stops before the changes are decided; then they are written.</param>
    /// <returns>The signals as they are stored, in the order of the changes.</returns>
    /// <inheritdoc cref="MarkExecutedAsync(Guid, Guid?, Guid?, DateTime?, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Signal>> MarkExecutedAsync(IReadOnlyList<SignalExecution> executions, CancellationToken cancellationToken = default) =>
        ChangeAsync(executions, e => e.SignalId, _decisions.Execute, cancellationToken);

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
    public virtual async Task<Signal> SetOutcomeAsync(Guid signalId, SignalOutcome outcome, CancellationToken cancellationToken = default) =>
        (await SetOutcomeAsync([new SignalOutcomeChange(signalId, outcome)], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Keeps what became of signals, all or none, in the place of what was kept before; durable when the task completes.</summary>
    /// <param name="changes">The signals, and what became of each.</param>
    /// <param name="cancellationToken">Stops before the changes are decided; then they are written.</param>
    /// <returns>The signals as they are stored, in the order of the changes.</returns>
    /// <inheritdoc cref="SetOutcomeAsync(Guid, SignalOutcome, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Signal>> SetOutcomeAsync(IReadOnlyList<SignalOutcomeChange> changes, CancellationToken cancellationToken = default) =>
        ChangeAsync(changes, c => c.SignalId, (decision, signal, c) => SignalDecisions.SetOutcome(decision, signal, c.Outcome), cancellationToken);

    /// <summary>Returns a signal; <see langword="null"/> when it is not in the store.</summary>
    /// <param name="signalId">The signal.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<Signal?> FindAsync(Guid signalId, CancellationToken cancellationToken = default) =>
        Query().Where(s => s.SignalId == signalId).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Returns the signals that wait for execution: valid, not executed, without an outcome, and not void by the store's clock. Oldest first.</summary>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<Signal>> GetPendingAsync(string? botId = null, CancellationToken cancellationToken = default)
    {
        var now = _context.Clock.GetUtcMicroseconds();
        var query = Query().Where(s => s.Valid && !s.Executed && s.Outcome == null && (s.ExpiresAt == null || s.ExpiresAt > now));
        return (botId is null ? query : query.Where(s => s.BotId == botId)).OrderBy(s => s.Timestamp).ThenBy(s => s.SignalId).ToListAsync(cancellationToken);
    }

    /// <summary>Asks for signals.</summary>
    public virtual TableQuery<Signal> Query() => _context.Query(SignalTable.Definition);

    // Signals are read and written again by one caller at a time, for no live state keeps them.
    private async Task<IReadOnlyList<Signal>> ChangeAsync<TChange>(
        IReadOnlyList<TChange> changes, Func<TChange, Guid> idOf, Func<Decision, Signal, TChange, Signal> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var ids = changes.Select(c => idOf(c ?? throw new ArgumentException("A change is null.", nameof(changes)))).ToHashSet();
        return await _changing.RunAsync(
            ids,
            async () =>
            {
                var signals = await ReadAsync(ids, cancellationToken).ConfigureAwait(false);
                return await _live.Gate.DecideEachAsync(
                    changes,
                    (decision, c) => signals[idOf(c)] = change(decision, signals.GetValueOrDefault(idOf(c)) ?? throw UnknownReferenceException.Changed("signals", "signal_id", idOf(c)), c),
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<Guid, Signal>> ReadAsync(HashSet<Guid> ids, CancellationToken cancellationToken)
    {
        var signals = new Dictionary<Guid, Signal>(ids.Count);
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            foreach (var signal in await Query().Where(s => some.Contains(s.SignalId)).ToListAsync(cancellationToken).ConfigureAwait(false))
            {
                signals[signal.SignalId] = signal;
            }
        }

        return signals;
    }
}
