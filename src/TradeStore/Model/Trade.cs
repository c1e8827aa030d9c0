namespace TradeStore.Model;

/// <summary>
/// A round trip: from the fill that opens a position to the one that makes it flat. Stored in <c>trades</c>, partitioned by UTC month of the
/// entry; writing one again replaces it. Executions keep them; callers may add their own, as those of prediction markets are. Amounts are in
/// quote currency, times UTC in whole microseconds.
/// </summary>
public sealed record Trade
{
    /// <summary>Gets the round trip's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid TradeId { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the exchange, where known: 1 to 255 characters.</summary>
    public string? Exchange { get; init; }

    /// <summary>Gets the symbol; <see langword="null"/> for a prediction market, which has <see cref="MarketId"/>.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the prediction market; <see langword="null"/> where <see cref="Symbol"/> is set.</summary>
    public string? MarketId { get; init; }

    /// <summary>Gets the question of the prediction market, where known.</summary>
    public string? MarketQuestion { get; init; }

    /// <summary>Gets how the round trip was entered: what buys is long, what sells is short, of a stock as of either outcome of a prediction market.</summary>
    public required TradeAction Action { get; init; }

    /// <summary>Gets which way the round trip is exposed: long or short, never flat. It follows from <see cref="Action"/> when it is left out, and is refused when it contradicts it.</summary>
    public PositionSide Side { get; init; }

    /// <summary>Gets the quantity entered in all, above zero: cumulated, and so DECIMAL(28,8).</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the notional of all entries: price × quantity of each, rounded half to even to 8 decimals (DECIMAL(28,8)).</summary>
    public decimal Amount { get; init; }

    /// <summary>Gets when the opening fill was executed.</summary>
    public required DateTime EntryTime { get; init; }

    /// <summary>Gets the average price of the entries, <see cref="Amount"/> / <see cref="Quantity"/>, rounded half to even to 8 decimals.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>Gets the quantity exited so far, 0 to <see cref="Quantity"/> (DECIMAL(28,8)).</summary>
    public decimal ExitQuantity { get; init; }

    /// <summary>Gets the notional of all exits so far, as <see cref="Amount"/> is for entries (DECIMAL(28,8)).</summary>
    public decimal ExitAmount { get; init; }

    /// <summary>Gets when the closing fill was executed; <see langword="null"/> while the round trip is open.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>Gets the average price of the exits so far, rounded half to even to 8 decimals; <see langword="null"/> before the first.</summary>
    public decimal? ExitPrice { get; init; }

    /// <summary>
    /// Gets the net P&amp;L: for a long round trip <see cref="ExitAmount"/> − <see cref="Amount"/> − <see cref="Commission"/>, for a short one with
    /// the first two exchanged; <see langword="null"/> while it is open. In quote currency, US dollars or not.
    /// </summary>
    public decimal? PnlUsd { get; init; }

    /// <summary>
    /// Gets <see cref="PnlUsd"/> as a fraction of the size of <see cref="Amount"/>: 0.05 is 5 %. <see langword="null"/> while the round trip is
    /// open, and where the amount is zero.
    /// </summary>
    public double? PnlPct { get; init; }

    /// <summary>Gets the commissions and fees of all its fills that are of the quote currency; of a fill that turns a position round, the share by quantity.</summary>
    public decimal Commission { get; init; }

    /// <summary>Gets whether the round trip is over.</summary>
    public required TradeStatus Status { get; init; }

    /// <summary>Gets how sure the strategy was, 0 to 1, where known.</summary>
    public double? Confidence { get; init; }

    /// <summary>Gets why the round trip was entered, where known.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the event of the prediction market, where known.</summary>
    public string? EventId { get; init; }

    /// <summary>Gets the strategy and its parameters, as JSON, where known.</summary>
    public string? Strategy { get; init; }

    /// <summary>Gets the currency of prices, amounts, <see cref="Commission"/> and P&amp;L: 1 to 255 characters, where known.</summary>
    public string? QuoteCurrency { get; init; }

    /// <summary>
    /// Gets the commissions in other currencies than that of the P&amp;L, by currency, as JSON: <c>{"BNB":0.0012}</c>; <see langword="null"/> when there
    /// are none. They are in no sum.
    /// </summary>
    public string? OtherCommissions { get; init; }
}

/// <summary>How a round trip was entered; stored by its name in lower case, in words joined by underscores.</summary>
public enum TradeAction
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>buy</c>: bought: a long position.</summary>
    Buy,

    /// <summary><c>sell</c>: sold: a short position.</summary>
    Sell,

    /// <summary><c>buy_yes</c>: a prediction market: bought the outcome yes.</summary>
    BuyYes,

    /// <summary><c>buy_no</c>: a prediction market: bought the outcome no.</summary>
    BuyNo,

    /// <summary><c>sell_yes</c>: a prediction market: sold the outcome yes.</summary>
    SellYes,

    /// <summary><c>sell_no</c>: a prediction market: sold the outcome no.</summary>
    SellNo,
}

/// <summary>Which way a round trip of a backtest went; stored by its lower-case name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Long and short are the names of the field.")]
public enum TradeDirection
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>long</c>: bought first, sold then.</summary>
    Long,

    /// <summary><c>short</c>: sold first, bought back then.</summary>
    Short,
}

/// <summary>Whether a round trip is over; stored by its lower-case name.</summary>
public enum TradeStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>open</c>: its position is held.</summary>
    Open,

    /// <summary><c>closed</c>: its position has been closed.</summary>
    Closed,
}

/// <summary>The end of a round trip that no position keeps: what is left of it, at one price.</summary>
/// <param name="TradeId">The round trip.</param>
/// <param name="ExitPrice">The price it was closed at.</param>
public sealed record TradeClosing(Guid TradeId, decimal ExitPrice)
{
    /// <summary>Gets when: UTC; now when left out.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>Gets what closing cost, added to what opening did.</summary>
    public decimal Commission { get; init; }

    /// <summary>Gets the currency of <see cref="Commission"/>; where it is another than the round trip's <see cref="Trade.QuoteCurrency"/>, the commission is kept apart and not taken from the P&amp;L.</summary>
    public string? CommissionCurrency { get; init; }

    /// <summary>Gets why; unchanged when left out.</summary>
    public string? Reason { get; init; }
}
