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
public sealed class OrderRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly OrderDecisions _decisions;

    internal OrderRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new OrderDecisions(_live);
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
    public Task<Order> SubmitAsync(Order order, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Submit(decision, order, row: 0), cancellationToken);

    /// <summary>Takes new orders in, all or none: a bracket, say, whose children name the parent before them in the list.</summary>
    /// <param name="orders">The orders, parents first.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the orders are written.</param>
    /// <inheritdoc cref="SubmitAsync(Order, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<Order>> SubmitAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken = default)
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
    public async Task<Order> UpdateStatusAsync(Guid orderId, OrderStatus status, string? message = null, CancellationToken cancellationToken = default)
    {
        if (status is OrderStatus.Partial or OrderStatus.Filled)
        {
            throw new ArgumentException($"An order becomes {status} by its executions: record them.", nameof(status));
        }

        return await _live.Gate.DecideAsync(d => _decisions.Update(d, orderId, status, message), cancellationToken).ConfigureAwait(false)
            ?? throw await EndedAsync(orderId, status, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels an order that has not ended.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync" path="/exception"/>
    public Task<Order> CancelAsync(Guid orderId, string? message = null, CancellationToken cancellationToken = default) =>
        UpdateStatusAsync(orderId, OrderStatus.Cancelled, message, cancellationToken);

    /// <summary>Changes quantity or prices of an order that has not ended, as an exchange does when an order is replaced.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="quantity">The new quantity, more than is filled; unchanged when left out.</param>
    /// <param name="price">The new limit price; unchanged when left out.</param>
    /// <param name="stopPrice">The new stop price; unchanged when left out.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync" path="/exception"/>
    /// <exception cref="InvalidRowException">The quantity is not more than is filled, or a value breaks a rule.</exception>
    public Task<Order> AmendAsync(
        Guid orderId, decimal? quantity = null, decimal? price = null, decimal? stopPrice = null, string? message = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            orderId,
            order => order with { Quantity = quantity ?? order.Quantity, Price = price ?? order.Price, StopPrice = stopPrice ?? order.StopPrice },
            message,
            cancellationToken);

    /// <summary>Notes that sending an order was tried again.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">Why.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="UpdateStatusAsync" path="/exception"/>
    public Task<Order> NoteRetryAsync(Guid orderId, string? message = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(orderId, order => order with { RetryCount = checked(order.RetryCount + 1) }, message, cancellationToken);

    /// <summary>Returns an order that has not ended, from memory; <see langword="null"/> when it has, or is not in the store.</summary>
    /// <param name="orderId">The order.</param>
    public Order? FindOpen(Guid orderId) => _live.Orders.Find(orderId);

    /// <summary>Returns the orders that have not ended, from memory, oldest first.</summary>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="symbol">Only those of a symbol.</param>
    public IReadOnlyList<Order> GetOpen(string? botId = null, string? symbol = null) =>
        [.. _live.Orders.Rows.Where(o => (botId is null || o.BotId == botId) && (symbol is null || o.Symbol == symbol)).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId)];

    /// <summary>Returns an order, from memory when it has not ended; <see langword="null"/> when it is not in the store.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async ValueTask<Order?> FindAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        _live.Orders.Find(orderId) ?? await Query().Where(o => o.OrderId == orderId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the order with a caller's id; <see langword="null"/> when there is none.</summary>
    /// <param name="clientOrderId">The caller's id.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<Order?> FindByClientIdAsync(string clientOrderId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientOrderId);
        return Query().Where(o => o.ClientOrderId == clientOrderId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns the orders that belong to one decision, oldest first.</summary>
    /// <param name="correlationId">The id that joins them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<Order>> FindByCorrelationIdAsync(Guid correlationId, CancellationToken cancellationToken = default) =>
        Query().Where(o => o.CorrelationId == correlationId).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId).ToListAsync(cancellationToken);

    /// <summary>Returns the bracket children of an order, oldest first.</summary>
    /// <param name="parentOrderId">The order above them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<Order>> GetChildrenAsync(Guid parentOrderId, CancellationToken cancellationToken = default) =>
        Query().Where(o => o.ParentOrderId == parentOrderId).OrderBy(o => o.CreatedAt).ThenBy(o => o.OrderId).ToListAsync(cancellationToken);

    /// <summary>Asks for orders: by symbol, status, strategy, bot, or anything else of theirs.</summary>
    public TableQuery<Order> Query() => _context.Query(OrderTable.Definition);

    /// <summary>Asks for the changes of orders.</summary>
    public TableQuery<OrderEvent> QueryEvents() => _context.Query(OrderEventTable.Definition);

    /// <summary>Returns every change of an order, oldest first, whatever the clock did in between.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<IReadOnlyList<OrderEvent>> GetEventsAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        OrderEventOrder.SortAsync(QueryEvents().Where(e => e.OrderId == orderId).ToListAsync(cancellationToken));

    private async Task<Order> ChangeAsync(Guid orderId, Func<Order, Order> change, string? message, CancellationToken cancellationToken) =>
        await _live.Gate.DecideAsync(d => _decisions.Amend(d, orderId, change, message), cancellationToken).ConfigureAwait(false)
            ?? throw await EndedAsync(orderId, to: null, cancellationToken).ConfigureAwait(false);

    private async Task<TradeStoreException> EndedAsync(Guid orderId, OrderStatus? to, CancellationToken cancellationToken)
    {
        var order = await FindAsync(orderId, cancellationToken).ConfigureAwait(false);
        return order is null
            ? UnknownReferenceException.Changed("orders", "order_id", orderId)
            : new IllegalTransitionException(orderId, order.Status, to ?? order.Status, OrderTransitions.LegalAfter(order.Status));
    }
}
