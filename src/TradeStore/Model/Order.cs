namespace TradeStore.Model;

/// <summary>
/// An order as it stands now: what was asked for, and how far it has come. Stored in <c>orders</c>, one row for each order; every change of
/// it is an <see cref="OrderEvent"/>, too. Amounts are in quote currency, times UTC in whole microseconds.
/// </summary>
/// <remarks>
/// Callers give what is <c>required</c> and what they know besides; the status, the fills and the times are kept up by the store. Prices and
/// quantities hold up to 8 decimals (DECIMAL(18,8)); what does not fit exactly is refused, never rounded.
/// </remarks>
public sealed record Order
{
    /// <summary>Gets the order's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid OrderId { get; init; }

    /// <summary>Gets the caller's own id: unique among all orders, 1 to 255 characters; <see langword="null"/> when there is none.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>Gets the bot that trades: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the strategy behind the order: 1 to 255 characters, where known.</summary>
    public string? StrategyId { get; init; }

    /// <summary>Gets the exchange: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets whether the order buys or sells.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Gets how the order is to be executed (<c>order_type</c>).</summary>
    public required OrderType Type { get; init; }

    /// <summary>Gets how long the order stands.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Gets the quantity asked for; above zero.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the limit price of limit and stop-limit orders; <see langword="null"/> for the others.</summary>
    public decimal? Price { get; init; }

    /// <summary>Gets the price that triggers stop and stop-limit orders; <see langword="null"/> for the others.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>Gets the quantity filled so far, 0 to <see cref="Quantity"/>; kept by the store.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>
    /// Gets the sum of price × quantity of all fills, each rounded half to even to 8 decimals (DECIMAL(28,8)); kept by the store, so that
    /// <see cref="AverageFillPrice"/> does not drift.
    /// </summary>
    public decimal FilledNotional { get; init; }

    /// <summary>
    /// Gets <see cref="FilledNotional"/> / <see cref="FilledQuantity"/>, rounded half to even to 8 decimals; <see langword="null"/> before the
    /// first fill. Kept by the store.
    /// </summary>
    public decimal? AverageFillPrice { get; init; }

    /// <summary>Gets where the order is in its life; <see cref="OrderStatus.Pending"/> by default.</summary>
    public OrderStatus Status { get; init; } = OrderStatus.Pending;

    /// <summary>Gets what the exchange or the bot said about the status.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Gets when the order came into the store; the store fills it in when it is left out.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Gets when the exchange acknowledged the order.</summary>
    public DateTime? SubmittedAt { get; init; }

    /// <summary>Gets when the row changed last; kept by the store.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Gets when the last fill was executed that completed the order; <see langword="null"/> before.</summary>
    public DateTime? FilledAt { get; init; }

    /// <summary>Gets the sum of the fills' commissions in <see cref="CommissionCurrency"/>; negative for rebates. Kept by the store.</summary>
    public decimal Commission { get; init; }

    /// <summary>
    /// Gets the currency of <see cref="Commission"/>: that of the first fill; <see langword="null"/> when it named none. Commissions in others are in
    /// <see cref="OtherCommissions"/>.
    /// </summary>
    public string? CommissionCurrency { get; init; }

    /// <summary>Gets the id that joins what belongs to one decision across tables.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Gets the order that this one is a bracket child of.</summary>
    public Guid? ParentOrderId { get; init; }

    /// <summary>Gets a value indicating whether the order may trade outside regular hours; <see langword="false"/> by default.</summary>
    public bool ExtendedHours { get; init; }

    /// <summary>Gets how often sending the order was tried again; zero or more.</summary>
    public long RetryCount { get; init; }

    /// <summary>Gets whatever else is kept with the order, as JSON.</summary>
    public string? Metadata { get; init; }

    /// <summary>
    /// Gets the commissions in other currencies than <see cref="CommissionCurrency"/>, by currency, as JSON: <c>{"BNB":0.0012}</c>; <see langword="null"/> when there
    /// are none. They are in no sum. Kept by the store.
    /// </summary>
    public string? OtherCommissions { get; init; }
}

/// <summary>Which way an order trades; stored by its lower-case name.</summary>
public enum OrderSide
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>buy</c>: it adds to a long position or takes from a short one.</summary>
    Buy,

    /// <summary><c>sell</c>: it takes from a long position or adds to a short one.</summary>
    Sell,
}

/// <summary>How an order is to be executed; stored by its lower-case name.</summary>
public enum OrderType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>market</c>: at once, at the best price there is.</summary>
    Market,

    /// <summary><c>limit</c>: at the limit price or better.</summary>
    Limit,

    /// <summary><c>stop</c>: as a market order once the stop price is reached.</summary>
    Stop,

    /// <summary><c>stop_limit</c>: as a limit order once the stop price is reached.</summary>
    StopLimit,
}

/// <summary>Where an order is in its life; stored by its lower-case name. Only the transitions of <c>docs/orders.md</c> are legal.</summary>
public enum OrderStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>pending</c>: known to the store, not yet acknowledged by the exchange.</summary>
    Pending,

    /// <summary><c>submitted</c>: acknowledged by the exchange, nothing filled.</summary>
    Submitted,

    /// <summary><c>partial</c>: filled in part, the rest stands.</summary>
    Partial,

    /// <summary><c>filled</c>: filled whole. The end.</summary>
    Filled,

    /// <summary><c>cancelled</c>: withdrawn; what was filled before counts. The end.</summary>
    Cancelled,

    /// <summary><c>rejected</c>: refused by the exchange. The end.</summary>
    Rejected,

    /// <summary><c>expired</c>: its time in force is over; what was filled before counts. The end.</summary>
    Expired,
}

/// <summary>How long an order stands; stored by its lower-case name.</summary>
public enum TimeInForce
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>day</c>: to the end of the trading day.</summary>
    Day,

    /// <summary><c>gtc</c>: until it is cancelled.</summary>
    Gtc,

    /// <summary><c>ioc</c>: what can be filled at once; the rest is cancelled.</summary>
    Ioc,

    /// <summary><c>fok</c>: the whole at once, or nothing.</summary>
    Fok,
}
