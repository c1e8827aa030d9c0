namespace TradeStore.Model;

/// <summary>
/// What a bot holds of a symbol at an exchange. Stored in <c>positions</c>, one row for each, which lives on when the position is flat. Kept by
/// the store: executions move it, prices mark it. Amounts are in quote currency, times UTC in whole microseconds.
/// </summary>
/// <remarks>
/// <see cref="CostBasis"/> is the primary figure: a partial close takes its share of it, rounded half to even to 8 decimals, and a close
/// takes all that is left. So, whenever the position is flat, <see cref="RealizedPnl"/> is exactly the notional of all sells less that of all
/// buys (price × quantity of each fill, rounded half to even to 8 decimals).
/// </remarks>
public sealed record Position
{
    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the exchange: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets which way the position is exposed.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>Gets the quantity held, zero or more; <see cref="Side"/> says which way.</summary>
    public decimal Quantity { get; init; }

    /// <summary>Gets <see cref="CostBasis"/> / <see cref="Quantity"/>, rounded half to even to 8 decimals; zero when flat.</summary>
    public decimal AverageEntryPrice { get; init; }

    /// <summary>Gets when the first fill of the row's life was executed.</summary>
    public DateTime? FirstEntryTime { get; init; }

    /// <summary>Gets the price the position was last valued at: that of a fill, or a mark.</summary>
    public decimal? CurrentPrice { get; init; }

    /// <summary>Gets price × quantity at <see cref="CurrentPrice"/> (DECIMAL(28,8)), whichever the side; zero when flat.</summary>
    public decimal? MarketValue { get; init; }

    /// <summary>Gets what closing at <see cref="CurrentPrice"/> would realise, before commissions; zero when flat.</summary>
    public decimal UnrealizedPnl { get; init; }

    /// <summary>Gets the P&amp;L realised over the row's whole life, before commissions and fees.</summary>
    public decimal RealizedPnl { get; init; }

    /// <summary>Gets what the held quantity was entered for (DECIMAL(28,8)), whichever the side; zero when flat.</summary>
    public decimal CostBasis { get; init; }

    /// <summary>Gets the commissions and fees, in the currency of the P&amp;L, of all fills over the row's whole life.</summary>
    public decimal Commission { get; init; }

    /// <summary>Gets the distance of the trailing stop from the best price since it was set; <see langword="null"/> when there is none.</summary>
    public decimal? TrailingDistance { get; init; }

    /// <summary>Gets the price of the trailing stop, which moves only in favour; <see langword="null"/> when there is none.</summary>
    public decimal? TrailingStop { get; init; }

    /// <summary>
    /// Gets the highest <see cref="RealizedPnl"/> + <see cref="UnrealizedPnl"/> since the position was opened; it starts at the
    /// <see cref="RealizedPnl"/> of that moment.
    /// </summary>
    public decimal PeakPnl { get; init; }

    /// <summary>
    /// Gets the largest fall of <see cref="RealizedPnl"/> + <see cref="UnrealizedPnl"/> below <see cref="PeakPnl"/> since the position was opened:
    /// an amount, zero or more. It stays when the position is closed, and starts anew when it is opened again.
    /// </summary>
    public decimal MaxDrawdown { get; init; }

    /// <summary>Gets when the fill was executed that opened the position last.</summary>
    public DateTime? OpenedAt { get; init; }

    /// <summary>Gets when the fill was executed that closed the position; <see langword="null"/> while it is held.</summary>
    public DateTime? ClosedAt { get; init; }

    /// <summary>Gets the round trip under way; <see langword="null"/> when flat.</summary>
    public Guid? OpenTradeId { get; init; }

    /// <summary>Gets the strategy of the order that opened the position, where known.</summary>
    public string? StrategyId { get; init; }

    /// <summary>Gets when the row changed last.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>
    /// Gets the commissions in other currencies than that of the P&amp;L, by currency, as JSON: <c>{"BNB":0.0012}</c>; <see langword="null"/> when there
    /// are none. They are in no sum. Kept by the store.
    /// </summary>
    public string? OtherCommissions { get; init; }
}

/// <summary>Which way a position or a round trip is exposed; stored by its lower-case name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Long and short are the names of the field.")]
public enum PositionSide
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>long</c>: it gains when the price rises.</summary>
    Long,

    /// <summary><c>short</c>: it gains when the price falls.</summary>
    Short,

    /// <summary><c>flat</c>: it holds nothing.</summary>
    Flat,
}

/// <summary>A position after a market price.</summary>
public sealed record MarkedPosition
{
    /// <summary>Gets the position as it is stored.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the unrealised P&amp;L as a fraction of the size of the cost basis: 0.05 is 5 %; <see langword="null"/> where that is zero.</summary>
    public double? UnrealizedPnlPct { get; init; }

    /// <summary>Gets a value indicating whether the price is at the trailing stop or beyond it: the bot has to close the position.</summary>
    public bool IsStopHit { get; init; }
}

/// <summary>A price to value positions at.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">The price in quote currency; may be negative.</param>
public sealed record MarketPrice(string Exchange, string Symbol, decimal Price);
