using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>
/// Fills. Recording one moves its order, the position and its round trips in the same frame: all of it is durable, or none. A fill that comes
/// after its order was cancelled or has expired counts, too: <c>docs/orders.md</c> says what it does.
/// </summary>
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
    public async Task<RecordedExecution> RecordAsync(Execution execution, CancellationToken cancellationToken = default) =>
        (await RecordAsync([execution], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Records fills, all or none, in their order; durable when the task completes.</summary>
    /// <param name="executions">The fills.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the fills are written.</param>
    /// <inheritdoc cref="RecordAsync(Execution, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<RecordedExecution>> RecordAsync(IReadOnlyList<Execution> executions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executions);
        var (ended, before) = (new EndedOrders(), new RecordedFills());
        while (true)
        {
            try
            {
                if (await _live.Gate.DecideAsync(decision => _decisions.Record(decision, executions, ended, before), cancellationToken).ConfigureAwait(false) is { } recorded)
                {
                    return recorded;
                }
            }
            catch (DuplicateKeyException duplicate) when (duplicate is { Refused: Execution refused, Stored: null })
            {
                throw await ShowStoredAsync(duplicate, refused, executions, cancellationToken).ConfigureAwait(false);
            }

            foreach (var orderId in ended.Missing.ToArray())
            {
                ended.Add(await ReadAsync(orderId, cancellationToken).ConfigureAwait(false));
            }

            if (before.Missing.Count > 0)
            {
                before.Add(await ReadAsync(before.Missing, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    /// <summary>Returns the fills of an order, in the order of their execution.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<Execution>> GetByOrderAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        Query().Where(e => e.OrderId == orderId).OrderBy(e => e.ExecutedAt).ToListAsync(cancellationToken);

    /// <summary>Asks for fills.</summary>
    public TableQuery<Execution> Query() => _context.Query(ExecutionTable.Definition);

    // The fill that has the id is in the database, on its way there, or stands before the refused one in the same call.
    private async Task<DuplicateKeyException> ShowStoredAsync(DuplicateKeyException duplicate, Execution refused, IReadOnlyList<Execution> executions, CancellationToken cancellationToken)
    {
        await _live.Gate.DecideAsync(_ => true, cancellationToken).ConfigureAwait(false);
        var stored = await Query().With(ReadConsistency.Latest)
            .Where(e => e.Exchange == refused.Exchange && e.Symbol == refused.Symbol && e.Side == refused.Side && e.ExchangeTradeId == refused.ExchangeTradeId)
            .Take(1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var other = (stored is [var first] ? first : null)
            ?? _live.LaterTradeIds.Rows.FirstOrDefault(l => (l.Exchange, l.Symbol, l.Side, l.ExchangeTradeId) == (refused.Exchange, refused.Symbol, refused.Side, refused.ExchangeTradeId))?.ToExecution()
            ?? executions.First(e => e.ExchangeTradeId == refused.ExchangeTradeId) with { Side = refused.Side };
        return new DuplicateKeyException(duplicate.Table, duplicate.Column, duplicate.Value, refused, other, VenueFill.Describe(other));
    }

    // Most often a fill comes again as it was, so that its time says which partition has it. What the decision knew of is durable by now.
    private async Task<List<Execution>> ReadAsync(IReadOnlyCollection<Execution> fills, CancellationToken cancellationToken)
    {
        var ids = fills.Select(f => f.ExecutionId).ToHashSet();
        var times = fills.Select(f => f.ExecutedAt).Where(t => t.Kind == DateTimeKind.Utc).Distinct().ToList();
        List<Execution> read = [.. await Recorded(ids).Where(e => times.Contains(e.ExecutedAt)).ToListAsync(cancellationToken).ConfigureAwait(false)];
        ids.ExceptWith(read.Select(e => e.ExecutionId));
        return ids.Count == 0 ? read : [.. read, .. await Recorded(ids).ToListAsync(cancellationToken).ConfigureAwait(false)];
    }

    private TableQuery<Execution> Recorded(HashSet<Guid> ids) => Query().With(ReadConsistency.Latest).Where(e => ids.Contains(e.ExecutionId));

    // What was decided about it so far is durable by now, and an order that has ended changes by late fills only, which the decisions count.
    private async Task<Order> ReadAsync(Guid orderId, CancellationToken cancellationToken) =>
        await _context.Query(OrderTable.Definition).With(ReadConsistency.Latest).Where(o => o.OrderId == orderId).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new UnknownReferenceException("executions", "order_id", orderId);
}
