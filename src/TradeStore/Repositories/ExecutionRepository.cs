using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>
/// Fills. Recording one moves its order, the position and its round trips in the same frame: all of it is durable, or none. A fill that comes
/// after its order was cancelled or has expired counts, too: <c>docs/orders.md</c> says what it does.
/// </summary>
public class ExecutionRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly FillDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected ExecutionRepository()
    {
    }

    internal ExecutionRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Fills;
    }

    /// <summary>Records a fill; durable when the task completes. A fill that was recorded before is ignored, whether its own id says so or the venue's; one that says something else under an id is refused.</summary>
    /// <param name="execution">The fill.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the fill is written.</param>
    /// <returns>What it led to.</returns>
    /// <exception cref="UnknownReferenceException">Its order is not in the store.</exception>
    /// <exception cref="DuplicateKeyException">Its own id (<see cref="Execution.ExecutionId"/>) or the venue's (<see cref="Execution.ExchangeTradeId"/>) is that of a fill that says something else; <see cref="DuplicateKeyException.Stored"/> is that one.</exception>
    /// <exception cref="StoreCorruptException">It was executed in a month whose fills could not be read when the store was opened: whether it is one of them cannot be told.</exception>
    /// <exception cref="OverfillException">It is larger than what is left of its order.</exception>
    /// <exception cref="IllegalTransitionException">Its order was rejected.</exception>
    /// <exception cref="InvalidRowException">It breaks a rule, or does not fit its order; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing was kept.</exception>
    public virtual async Task<RecordedExecution> RecordAsync(Execution execution, CancellationToken cancellationToken = default) =>
        (await RecordAsync([execution], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Records fills, all or none, in their order; durable when the task completes.</summary>
    /// <param name="executions">The fills.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the fills are written.</param>
    /// <inheritdoc cref="RecordAsync(Execution, CancellationToken)" path="/exception"/>
    public virtual async Task<IReadOnlyList<RecordedExecution>> RecordAsync(IReadOnlyList<Execution> executions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executions);
        var reading = new FillReading(_context);
        while (true)
        {
            try
            {
                if (await _live.Gate.DecideAsync(decision => _decisions.Record(decision, executions, reading.Ended, reading.Recorded), cancellationToken).ConfigureAwait(false) is { } recorded)
                {
                    return recorded;
                }
            }
            catch (DuplicateKeyException duplicate) when (duplicate is { Refused: Execution refused, Stored: null })
            {
                throw await reading.ShowStoredAsync(duplicate, refused, executions, cancellationToken).ConfigureAwait(false);
            }

            await reading.ReadMissingAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the fills of an order, in the order of their execution.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<Execution>> GetByOrderAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        Query().Where(e => e.OrderId == orderId).OrderBy(e => e.ExecutedAt).ToListAsync(cancellationToken);

    /// <summary>Asks for fills.</summary>
    public virtual TableQuery<Execution> Query() => _context.Query(ExecutionTable.Definition);
}
