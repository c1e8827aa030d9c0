using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Trading;

namespace TradeStore.Decisions;

/// <summary>Decides about positions apart from fills: market prices and trailing stops.</summary>
internal sealed class PositionDecisions(LiveState state)
{
    /// <summary>Values the positions that are held in the symbols of prices, whoever holds them.</summary>
    public IReadOnlyList<MarkedPosition> Mark(Decision decision, IReadOnlyList<MarketPrice> prices) =>
        [.. RowByRow.Decide(prices, price => Mark(decision, price)).SelectMany(marked => marked)];

    /// <summary>Sets or takes away a trailing stop.</summary>
    public Position SetTrailingStop(Decision decision, PositionKey key, decimal? distance)
    {
        var position = decision.Find(state.Positions, key) ?? throw new UnknownReferenceException("positions", "symbol", $"{key.Symbol} of {key.BotId} at {key.Exchange}");
        var changed = TrailingStops.Set(position, distance, decision.Time, state.Numbers);
        return decision.Put(state.Positions, changed);
    }

    private List<MarkedPosition> Mark(Decision decision, MarketPrice price)
    {
        ArgumentNullException.ThrowIfNull(price);
        state.Numbers.Price(price.Price, "positions", "current_price");
        var at = decision.Time;
        var held = decision.FindAll(state.Positions, p => p.Symbol == price.Symbol && p.Exchange == price.Exchange).FindAll(p => p.Side != PositionSide.Flat);
        return held.ConvertAll(position =>
        {
            var mark = MarkToMarket.Apply(position, price.Price, at, state.Numbers);
            decision.Put(state.Positions, mark.Position);
            return new MarkedPosition { Position = mark.Position, UnrealizedPnlPct = mark.UnrealizedPnlPct, IsStopHit = mark.IsStopHit };
        });
    }
}
