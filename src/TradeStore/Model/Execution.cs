namespace TradeStore.Model;

/// <summary>
/// One fill of an order. Stored in <c>executions</c>, partitioned by UTC month. Recording it moves its order, its position and its round trip
/// in the same frame. Amounts are in quote currency.
/// </summary>
/// <remarks>
/// <see cref="BotId"/>, <see cref="Exchange"/>, <see cref="Symbol"/> and <see cref="Side"/> are taken from the order when they are left out,
/// and refused when they differ from it; a stored row always has them. <see cref="Fees"/> are of the quote currency, and so is a
/// <see cref="Commission"/> unless <see cref="CommissionCurrency"/> and <see cref="QuoteCurrency"/> say otherwise.
/// </remarks>
public sealed record Execution
{
    /// <summary>Gets the fill's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid ExecutionId { get; init; }

    /// <summary>Gets the order that was filled; it must be known to the store.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Gets the bot that trades; taken from the order when left out.</summary>
    public string? BotId { get; init; }

    /// <summary>Gets the exchange; taken from the order when left out.</summary>
    public string? Exchange { get; init; }

    /// <summary>Gets the symbol; taken from the order when left out.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets whether the fill bought or sold; taken from the order when it is <see cref="OrderSide.None"/>.</summary>
    public OrderSide Side { get; init; }

    /// <summary>Gets the quantity filled; above zero, and not more than is left of the order.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the price of the fill; may be negative.</summary>
    public required decimal Price { get; init; }

    /// <summary>Gets when the exchange executed the fill: UTC, whole microseconds.</summary>
    public required DateTime ExecutedAt { get; init; }

    /// <summary>Gets when the fill was reported; the store fills in its own time when it is left out.</summary>
    public DateTime? ReportedAt { get; init; }

    /// <summary>Gets the broker's commission; negative for a rebate.</summary>
    public decimal Commission { get; init; }

    /// <summary>Gets the currency of <see cref="Commission"/>: 1 to 255 characters, where known.</summary>
    public string? CommissionCurrency { get; init; }

    /// <summary>Gets what exchange and regulators charged besides; negative for a rebate.</summary>
    public decimal Fees { get; init; }

    /// <summary>
    /// Gets the P&amp;L that the fill realised, before commissions and fees: zero when it only opened or enlarged a position. Filled in by the
    /// store.
    /// </summary>
    public decimal? RealizedPnl { get; init; }

    /// <summary>Gets whether the fill completed its order (<c>exec_type</c>); filled in by the store.</summary>
    public ExecutionType Type { get; init; }

    /// <summary>
    /// Gets the exchange's own id of the fill, where known: 1 to 255 characters. It is unique for exchange, symbol and side (a trade with oneself is a fill on both): a fill that comes again under
    /// it, without an <see cref="ExecutionId"/> or with another, is ignored, and one that says something else is refused.
    /// </summary>
    public string? ExchangeTradeId { get; init; }

    /// <summary>Gets the id that joins what belongs to one decision across tables; taken from the order when left out.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>
    /// Gets the currency of price and P&amp;L: 1 to 255 characters, where known. Left out, it is read from a symbol of the form <c>BASE/QUOTE</c>. A commission
    /// in another currency is kept apart and not taken from the P&amp;L.
    /// </summary>
    public string? QuoteCurrency { get; init; }
}

/// <summary>What a fill left of its order; stored by its lower-case name.</summary>
public enum ExecutionType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>partial</c>: the order is not filled whole.</summary>
    Partial,

    /// <summary><c>full</c>: the fill completes the order.</summary>
    Full,
}

/// <summary>What recording a fill led to; all of it is durable.</summary>
public sealed record RecordedExecution
{
    /// <summary>Gets the fill as it is stored, with what it realised; of a repetition under the venue's id as the caller gave it, which says the same.</summary>
    public required Execution Execution { get; init; }

    /// <summary>Gets a value indicating whether the fill was recorded before, under its own id or the venue's: then nothing was written, and the rest is missing.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Gets the order after the fill.</summary>
    public Order? Order { get; init; }

    /// <summary>Gets the position after the fill.</summary>
    public Position? Position { get; init; }

    /// <summary>Gets the round trips that the fill opened, enlarged, reduced or closed; two where the position turned from long to short or back.</summary>
    public IReadOnlyList<Trade> Trades { get; init; } = [];
}

/// <summary>
/// The exchange's id of a fill that was recorded without one, as a later report of it brought it. Stored in <c>execution_trade_ids</c>, with what makes a report comparable:
/// the row of the fill stays as it was written.
/// </summary>
internal sealed record ExecutionTradeId
{
    public required Guid ExecutionId { get; init; }

    public required Guid OrderId { get; init; }

    public required string Exchange { get; init; }

    public required string Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public required string ExchangeTradeId { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Price { get; init; }

    public required DateTime ExecutedAt { get; init; }

    public required decimal Commission { get; init; }

    public string? CommissionCurrency { get; init; }

    public required decimal Fees { get; init; }

    /// <summary>Gets when the id was learnt.</summary>
    public DateTime? ReportedAt { get; init; }

    /// <summary>Takes a recorded fill that has the id now.</summary>
    public static ExecutionTradeId Of(Execution fill, DateTime at) => new()
    {
        ExecutionId = fill.ExecutionId,
        OrderId = fill.OrderId,
        Exchange = fill.Exchange!,
        Symbol = fill.Symbol!,
        Side = fill.Side,
        ExchangeTradeId = fill.ExchangeTradeId!,
        Quantity = fill.Quantity,
        Price = fill.Price,
        ExecutedAt = fill.ExecutedAt,
        Commission = fill.Commission,
        CommissionCurrency = fill.CommissionCurrency,
        Fees = fill.Fees,
        ReportedAt = at,
    };

    /// <summary>Returns the fill, as far as reports of it are compared.</summary>
    public Execution ToExecution() => new()
    {
        ExecutionId = ExecutionId,
        OrderId = OrderId,
        Exchange = Exchange,
        Symbol = Symbol,
        Side = Side,
        ExchangeTradeId = ExchangeTradeId,
        Quantity = Quantity,
        Price = Price,
        ExecutedAt = ExecutedAt,
        Commission = Commission,
        CommissionCurrency = CommissionCurrency,
        Fees = Fees,
    };
}
