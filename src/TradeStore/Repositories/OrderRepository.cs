using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>
/// Orders, whose life the store checks: <c>docs/orders.md</c> shows which status may follow which. Every change writes an <see cref="OrderEvent"/>
/// in the same frame. Fills come by <see cref="ExecutionRepository"/>.
/// </summary>
public class OrderRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly OrderDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected OrderRepository()
    {
    }

    internal OrderRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Orders;
    }

    /// <summary>Takes a new order in; durable when the task completes.</summary>
    /// <param name="order">The order; pending unless its status says that it is submitted already.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the order is written.</param>
    /// <returns>The order as it is stored, with its id and times.</returns>
    /// <exception cref="InvalidRowException">The order breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DuplicateKeyException">Its id or client order id is taken.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered, or its parent order is not in the store.</exception>
    /// <exception cref="IllegalTransitionException">It does not begin as pending or submitted.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the order was not kept.</exception>
    public virtual Task<Order> SubmitAsync(Order order, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Submit(decision, order, row: 0), cancellationToken);

    /// <summary>Takes new orders in, all or none: a bracket, say, whose children name the parent before them in the list.</summary>
    /// <param name="orders">The orders, parents first.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the orders are written.</param>
    /// <inheritdoc cref="SubmitAsync(Order, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Order>> SubmitAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return _live.Gate.DecideAsync<IReadOnlyList<Order>>(
            decision => [.. orders.Select((order, row) => _decisions.Submit(decision, order, row))], cancellationToken);
    }

    /// <summary>Changes the status of an order as the exchange or the bot says: submitted, cancelled, rejected or expired. Fills change it by themselves.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="status">The status.</param>
    /// <param name="message">What was said about it.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The order as it is stored.</returns>
    /// <exception cref="IllegalTransitionException">The order cannot change so; it is as it was.</exception>
    /// <exception cref="UnknownReferenceException">The order is not in the store.</exception>
    /// <exception cref="ArgumentException">The status is one that only executions bring about.</exception>
    public virtual async Task<Order> UpdateStatusAsync(Guid orderId, OrderStatus status, string? message = null, CancellationToken cancellationToken = default) =>
        (await UpdateStatusAsync([new OrderStatusChange(orderId, status, message)], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Changes the status of orders, all or none; durable when the task completes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The orders as they are stored, in the order of the changes.</returns>
    /// <inheritdoc cref="UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Order>> UpdateStatusAsync(IReadOnlyList<OrderStatusChange> changes, CancellationToken cancellationToken = default) =>
        ChangeAsync(changes, (decision, c) => _decisions.Update(decision, c.OrderId, c.Status, c.Message), c => (c.OrderId, c.Status), cancellationToken);

    /// <summary>Cancels an order that has not ended.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public virtual Task<Order> CancelAsync(Guid orderId, string? message = null, CancellationToken cancellationToken = default) =>
        UpdateStatusAsync(orderId, OrderStatus.Cancelled, message, cancellationToken);

    /// <summary>Cancels orders that have not ended, all or none; durable when the task completes.</summary>
    /// <param name="orderIds">The orders.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The orders as they are stored.</returns>
    /// <inheritdoc cref="UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Order>> CancelAsync(IReadOnlyList<Guid> orderIds, string? message = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orderIds);
        return UpdateStatusAsync([.. orderIds.Select(id => new OrderStatusChange(id, OrderStatus.Cancelled, message))], cancellationToken);
    }

    /// <summary>Changes quantity or prices of an order that has not ended, as an exchange does when an order is replaced.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="quantity">The new quantity, more than is filled; unchanged when left out.</param>
    /// <param name="price">The new limit price; unchanged when left out.</param>
    /// <param name="stopPrice">The new stop price; unchanged when left out.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    /// <exception cref="InvalidRowException">The quantity is not more than is filled, or a value breaks a rule.</exception>
    public virtual async Task<Order> AmendAsync(
        Guid orderId, decimal? quantity = null, decimal? price = null, decimal? stopPrice = null, string? message = null, CancellationToken cancellationToken = default) =>
        (await AmendAsync([new OrderAmendment(orderId) { Quantity = quantity, Price = price, StopPrice = stopPrice, Message = message }], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Changes quantities or prices of orders that have not ended, all or none; durable when the task completes.</summary>
    /// <param name="amendments">The changes.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The orders as they are stored, in the order of the changes.</returns>
    /// <inheritdoc cref="AmendAsync(Guid, decimal?, decimal?, decimal?, string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Order>> AmendAsync(IReadOnlyList<OrderAmendment> amendments, CancellationToken cancellationToken = default) =>
        ChangeAsync(amendments, (decision, a) => _decisions.Amend(decision, a.OrderId, a.Of, a.Message), a => (a.OrderId, null), cancellationToken);

    /// <summary>Notes that sending an order was tried again.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public virtual async Task<Order> NoteRetryAsync(Guid orderId, string? message = null, CancellationToken cancellationToken = default) =>
        (await ChangeAsync([orderId], (decision, id) => _decisions.Amend(decision, id, Retried, message), id => (id, null), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Returns an order that has not ended, from memory; <see langword="null"/> when it has, or is not in the store.</summary>
    /// <param name="orderId">The order.</param>
    public virtual Order? FindOpen(Guid orderId) => _live.Orders.Find(orderId);

    /// <summary>Returns the orders that have not ended, from memory, oldest first.</summary>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="symbol">Only those of a symbol.</param>
    public virtual IReadOnlyList<Order> GetOpen(string? botId = null, string? symbol = null) =>
        [.. _live.Orders.Rows.Where(o => (botId is null || o.BotId == botId) && (symbol is null || o.Symbol == symbol)).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId)];

    /// <summary>Returns an order, from memory when it has not ended; <see langword="null"/> when it is not in the store.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual async ValueTask<Order?> FindAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        _live.Orders.Find(orderId) ?? await Query().Where(o => o.OrderId == orderId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the order with a caller's id; <see langword="null"/> when there is none.</summary>
    /// <param name="clientOrderId">The caller's id.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<Order?> FindByClientIdAsync(string clientOrderId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientOrderId);
        return Query().Where(o => o.ClientOrderId == clientOrderId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns the orders that belong to one decision, oldest first.</summary>
    /// <param name="correlationId">The id that joins them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<Order>> FindByCorrelationIdAsync(Guid correlationId, CancellationToken cancellationToken = default) =>
        Query().Where(o => o.CorrelationId == correlationId).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId).ToListAsync(cancellationToken);

    /// <summary>Returns the bracket children of an order, oldest first.</summary>
    /// <param name="parentOrderId">The order above them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<Order>> GetChildrenAsync(Guid parentOrderId, CancellationToken cancellationToken = default) =>
        Query().Where(o => o.ParentOrderId == parentOrderId).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId).ToListAsync(cancellationToken);

    /// <summary>Asks for orders: by symbol, status, strategy, bot, or anything else of theirs.</summary>
    public virtual TableQuery<Order> Query() => _context.Query(OrderTable.Definition);

    /// <summary>Asks for the changes of orders.</summary>
    public virtual TableQuery<OrderEvent> QueryEvents() => _context.Query(OrderEventTable.Definition);

    /// <summary>Returns every change of an order, oldest first, whatever the clock did in between.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<OrderEvent>> GetEventsAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        OrderEventOrder.SortAsync(QueryEvents().Where(e => e.OrderId == orderId).ToListAsync(cancellationToken));

    private static Order Retried(Order order) => order with { RetryCount = checked(order.RetryCount + 1) };

    // What has ended is read only to say how: nothing follows it.
    private async Task<IReadOnlyList<Order>> ChangeAsync<TChange>(
        IReadOnlyList<TChange> changes, Func<Decision, TChange, Order?> change, Func<TChange, (Guid OrderId, OrderStatus? To)> describe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        (Guid OrderId, OrderStatus? To)? ended = null;
        var changed = await _live.Gate.DecideAsync<IReadOnlyList<Order>>(
            decision =>
            {
                var orders = RowByRow.Decide(changes, c =>
                {
                    ArgumentNullException.ThrowIfNull(c, nameof(changes));
                    var order = change(decision, c);
                    ended ??= order is null ? describe(c) : null;
                    return order;
                });
                if (ended is null)
                {
                    return orders!;
                }

                decision.Abandon();
                return [];
            },
            cancellationToken).ConfigureAwait(false);
        return ended is { } known ? throw await EndedAsync(known.OrderId, known.To, cancellationToken).ConfigureAwait(false) : changed;
    }

    private async Task<TradeStoreException> EndedAsync(Guid orderId, OrderStatus? to, CancellationToken cancellationToken)
    {
        var order = await FindAsync(orderId, cancellationToken).ConfigureAwait(false);
        return order is null
            ? UnknownReferenceException.Changed("orders", "order_id", orderId)
            : new IllegalTransitionException(orderId, order.Status, to ?? order.Status, OrderTransitions.LegalAfter(order.Status));
    }
}
