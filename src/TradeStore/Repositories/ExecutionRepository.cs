using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Reading.Typed;
using TradeStore.Schema.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>Fills. Recording one moves its order, the position and its round trips in the same frame: all of it is durable, or none.</summary>
public sealed class ExecutionRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly FillDecisions _decisions;

    internal ExecutionRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new FillDecisions(_live, new OrderDecisions(_live));
    }

    /// <summary>Records a fill; durable when the task completes. A fill whose id was recorded before is ignored.</summary>
    /// <param name="execution">The fill.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the fill is written.</param>
    /// <returns>What it led to.</returns>
    /// <exception cref="UnknownReferenceException">Its order is not in the store.</exception>
    /// <exception cref="OverfillException">It is larger than what is left of its order.</exception>
    /// <exception cref="IllegalTransitionException">Its order was cancelled, rejected or has expired.</exception>
    /// <exception cref="InvalidRowException">It breaks a rule, or does not fit its order; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing was kept.</exception>
    public async Task<RecordedExecution> RecordAsync(Execution execution, CancellationToken cancellationToken = default) =>
        (await RecordAsync([execution], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Records fills, all or none, in their order; durable when the task completes.</summary>
    /// <param name="executions">The fills.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the fills are written.</param>
    /// <inheritdoc cref="RecordAsync(Execution, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<RecordedExecution>> RecordAsync(IReadOnlyList<Execution> executions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executions);
        Execution? ended = null;
        var recorded = await _live.Gate.DecideAsync(
            decision =>
            {
                var results = new List<RecordedExecution>(executions.Count);
                foreach (var execution in executions)
                {
                    if (_decisions.Record(decision, execution) is not { } result)
                    {
                        ended = execution;
                        decision.Abandon();
                        return [];
                    }

                    results.Add(result);
                }

                return results;
            },
            cancellationToken).ConfigureAwait(false);
        return ended is null ? recorded : throw await EndedAsync(ended, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the fills of an order, in the order of their execution.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<Execution>> GetByOrderAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        Query().Where(e => e.OrderId == orderId).OrderBy(e => e.ExecutedAt).ToListAsync(cancellationToken);

    /// <summary>Asks for fills.</summary>
    public TableQuery<Execution> Query() => _context.Query(ExecutionTable.Definition);

    // What has ended is not in memory; how it ended says what is wrong with the fill.
    private async Task<TradeStoreException> EndedAsync(Execution fill, CancellationToken cancellationToken)
    {
        var order = await _context.Query(OrderTable.Definition).Where(o => o.OrderId == fill.OrderId).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new UnknownReferenceException("executions", "order_id", fill.OrderId);
        return order.Status == OrderStatus.Filled
            ? new OverfillException(order.OrderId, order.Quantity, order.FilledQuantity, fill.Quantity)
            : new IllegalTransitionException(order.OrderId, order.Status, OrderStatus.Partial, OrderTransitions.LegalAfter(order.Status));
    }
}
