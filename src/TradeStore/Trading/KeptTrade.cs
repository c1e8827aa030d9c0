using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>
/// The round trip that a position keeps. Where damage took it, or a fill of it, the two do not agree, and the position counts: it was written
/// later. A fill whose order is known can so always be recorded.
/// </summary>
internal static class KeptTrade
{
    /// <summary>Returns the round trip as it must be before the next fill; <see langword="null"/> when nothing is held.</summary>
    /// <param name="position">The position.</param>
    /// <param name="stored">What is stored of <see cref="Position.OpenTradeId"/> among the round trips under way.</param>
    /// <param name="newTradeId">The id of one that is made anew.</param>
    public static Trade? Of(Position? position, Trade? stored, Guid newTradeId)
    {
        if (position is null or { Side: PositionSide.Flat })
        {
            return null;
        }

        var trade = stored is not null && IsOf(position, stored) ? stored : New(position, newTradeId);
        return trade.Quantity - trade.ExitQuantity == position.Quantity ? trade : trade with
        {
            Quantity = position.Quantity,
            Amount = position.CostBasis,
            EntryPrice = position.AverageEntryPrice,
            ExitQuantity = 0,
            ExitAmount = 0,
            ExitPrice = null,
        };
    }

    private static bool IsOf(Position position, Trade trade) =>
        trade.Status == TradeStatus.Open && trade.Side == position.Side
        && trade.BotId == position.BotId && trade.Exchange == position.Exchange && trade.Symbol == position.Symbol;

    private static Trade New(Position position, Guid tradeId) => new()
    {
        TradeId = tradeId,
        BotId = position.BotId,
        Exchange = position.Exchange,
        Symbol = position.Symbol,
        Action = position.Side == PositionSide.Long ? TradeAction.Buy : TradeAction.Sell,
        Side = position.Side,
        Quantity = 0,
        EntryTime = position.OpenedAt ?? position.UpdatedAt,
        EntryPrice = 0,
        Status = TradeStatus.Open,
    };
}
