using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Repositories;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>
/// What one <see cref="Store.WriteAsync{TResult}(Func{WriteBatch, TResult}, CancellationToken)"/> writes, all or nothing. Each call is decided by the rules of its repository, against what is
/// stored and what the same batch has decided before; it returns what will be stored. It is good until its delegate returns, and for one thread.
/// </summary>
/// <remarks>Whatever a call throws, nothing of the batch is written, also when the delegate catches it. The row that an <see cref="InvalidRowException"/> names is the index among the batch's rows of that table.</remarks>
public sealed partial class WriteBatch : TableBatch
{
    private readonly RepositoryContext _context;
    private readonly Decision _decision;
    private readonly Rules _rules;
    private readonly FillReading _reading;
    private readonly List<Execution> _executions = [];
    private readonly List<Tick> _ticks = [];
    private readonly Dictionary<Guid, Signal> _signals = [];

    internal WriteBatch(RepositoryContext context, Decision decision, FillReading reading)
        : base(decision.Rows, context.Storage.CheckDeclared, context.Ingest.MaximumBatchRows)
    {
        _context = context;
        _decision = decision;
        _rules = context.Rules;
        _reading = reading;
    }

    /// <summary>Gets a value indicating whether something must be read before the batch can be decided.</summary>
    internal bool IsUnread { get; private set; }

    /// <summary>Gets the fills that were to be recorded.</summary>
    internal IReadOnlyList<Execution> Executions => _executions;

    /// <summary>Gets the ticks that are written.</summary>
    internal IReadOnlyList<Tick> Ticks => _ticks;

    /// <summary>Takes a new order in.</summary>
    /// <param name="order">The order; its parent may be one that the batch has submitted before.</param>
    /// <returns>The order as it is stored, with its id and times.</returns>
    /// <inheritdoc cref="OrderRepository.SubmitAsync(Order, CancellationToken)" path="/exception"/>
    public Order Submit(Order order) => Try(() => _rules.Orders.Submit(_decision, order, row: 0));

    /// <summary>Changes the status of an order: submitted, cancelled, rejected or expired.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="status">The status.</param>
    /// <param name="message">What was said about it.</param>
    /// <returns>The order as it is stored.</returns>
    /// <inheritdoc cref="OrderRepository.UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public Order UpdateStatus(Guid orderId, OrderStatus status, string? message = null) =>
        Try(() => _rules.Orders.Update(_decision, orderId, status, message) ?? throw Ended(orderId, status));

    /// <summary>Cancels an order that has not ended.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">Why.</param>
    /// <returns>The order as it is stored.</returns>
    /// <inheritdoc cref="OrderRepository.UpdateStatusAsync(Guid, OrderStatus, string, CancellationToken)" path="/exception"/>
    public Order Cancel(Guid orderId, string? message = null) => UpdateStatus(orderId, OrderStatus.Cancelled, message);

    /// <summary>Changes quantity or prices of an order that has not ended.</summary>
    /// <param name="amendment">The order, and what changes.</param>
    /// <returns>The order as it is stored.</returns>
    /// <inheritdoc cref="OrderRepository.AmendAsync(IReadOnlyList{OrderAmendment}, CancellationToken)" path="/exception"/>
    public Order Amend(OrderAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        return Try(() => _rules.Orders.Amend(_decision, amendment.OrderId, amendment.Of, amendment.Message) ?? throw Ended(amendment.OrderId, to: null));
    }

    /// <summary>Records a fill, which moves its order, the position and its round trips. The order may be one that the batch has submitted before.</summary>
    /// <param name="execution">The fill.</param>
    /// <returns>What it led to.</returns>
    /// <inheritdoc cref="ExecutionRepository.RecordAsync(Execution, CancellationToken)" path="/exception"/>
    public RecordedExecution Record(Execution execution) => Try(() =>
    {
        ArgumentNullException.ThrowIfNull(execution);
        _executions.Add(execution);
        return (_rules.Fills.Record(_decision, [execution], _reading.Ended, _reading.Recorded) ?? throw Unread())[0];
    });

    /// <summary>Records a new signal.</summary>
    /// <param name="signal">The signal, not executed; its outcome is none, or <see cref="SignalOutcome.Rejected"/>.</param>
    /// <returns>The signal as it is stored, with its id.</returns>
    /// <inheritdoc cref="SignalRepository.RecordAsync(Signal, CancellationToken)" path="/exception"/>
    public Signal Record(Signal signal) => Try(() =>
    {
        var recorded = _rules.Signals.Record(_decision, signal, row: 0);
        return _signals[recorded.SignalId] = recorded;
    });

    /// <summary>Ties a signal that the batch has recorded to the order or round trip it became. One that was recorded before is for <see cref="SignalRepository.MarkExecutedAsync(IReadOnlyList{SignalExecution}, CancellationToken)"/>.</summary>
    /// <param name="execution">The signal, and what it became.</param>
    /// <returns>The signal as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">The batch has recorded no such signal, or order or round trip is not in the store.</exception>
    /// <exception cref="IllegalSignalChangeException">It was executed before, is not valid, or was rejected.</exception>
    /// <exception cref="ArgumentException">Neither order nor round trip is given.</exception>
    public Signal MarkExecuted(SignalExecution execution) => Try(() =>
    {
        ArgumentNullException.ThrowIfNull(execution);
        var signal = _signals.GetValueOrDefault(execution.SignalId)
            ?? throw new UnknownReferenceException("signals", "signal_id", execution.SignalId, "which this batch has not recorded. Signals.MarkExecutedAsync is for one that was recorded before.");
        return _signals[execution.SignalId] = _rules.Signals.Execute(_decision, signal, execution);
    });

    /// <summary>Opens a round trip that no position keeps.</summary>
    /// <param name="trade">The round trip.</param>
    /// <returns>The round trip as it is stored.</returns>
    /// <inheritdoc cref="RoundTripRepository.OpenAsync(Trade, CancellationToken)" path="/exception"/>
    public Trade Open(Trade trade) => Try(() => _rules.Trades.Open(_decision, trade));

    /// <summary>Closes a round trip that no position keeps.</summary>
    /// <param name="closing">The round trip, and how it is closed.</param>
    /// <returns>The round trip as it is stored, with its net P&amp;L.</returns>
    /// <inheritdoc cref="RoundTripRepository.CloseAsync(IReadOnlyList{TradeClosing}, CancellationToken)" path="/exception"/>
    public Trade Close(TradeClosing closing) => Try(() => _rules.Trades.Close(_decision, closing));

    /// <summary>Values every position held in a symbol at a market price, those that the batch has opened among them, and moves their trailing stops.</summary>
    /// <param name="price">The price.</param>
    /// <returns>The positions that were valued, and whether their stops were hit.</returns>
    /// <inheritdoc cref="PositionRepository.MarkAsync(IReadOnlyList{MarketPrice}, CancellationToken)" path="/exception"/>
    public IReadOnlyList<MarkedPosition> Mark(MarketPrice price) => Try(() => _rules.Positions.Mark(_decision, [price]));

    /// <summary>Sets a position's trailing stop.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="distance">The distance in quote currency, above zero; <see langword="null"/> takes the stop away.</param>
    /// <returns>The position as it is stored.</returns>
    /// <inheritdoc cref="PositionRepository.SetTrailingStopAsync(string, string, string, decimal?, CancellationToken)" path="/exception"/>
    public Position SetTrailingStop(string botId, string exchange, string symbol, decimal? distance) =>
        Try(() => _rules.Positions.SetTrailingStop(_decision, new(botId, exchange, symbol), distance));

    private IllegalTransitionException Ended(Guid orderId, OrderStatus? to) => _rules.Fills.FindEnded(orderId, _reading.Ended) is { } order
        ? new IllegalTransitionException(orderId, order.Status, to ?? order.Status, OrderTransitions.LegalAfter(order.Status))
        : throw Unread();

    private UnreadRowsException Unread()
    {
        IsUnread = true;
        return new UnreadRowsException();
    }
}

/// <summary>Leaves a delegate whose batch needs rows of the database; it is run again when they are read.</summary>
internal sealed class UnreadRowsException() : Exception("Rows that the batch needs are read, and its delegate is run again.");
