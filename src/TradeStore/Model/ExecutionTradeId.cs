namespace TradeStore.Model;

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
