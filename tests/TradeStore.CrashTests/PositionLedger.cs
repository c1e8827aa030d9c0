using TradeStore.Model;

namespace TradeStore.CrashTests;

/// <summary>What must hold of positions and round trips after fills, in whatever order those of several traders came.</summary>
internal static class PositionLedger
{
    public static IEnumerable<string> Check(TradingRows rows, IEnumerable<Execution> fills)
    {
        var byKey = fills.ToLookup(f => (f.BotId!, f.Symbol!));
        var positions = rows.Positions.ToLookup(p => (p.BotId, p.Symbol));
        var trades = rows.Trades.ToLookup(t => (t.BotId, t.Symbol!));
        var keys = byKey.Select(g => g.Key).Union(positions.Select(g => g.Key)).Union(trades.Select(g => g.Key));
        return keys.SelectMany(key => positions[key].Count() == 1
            ? Wrong(positions[key].Single(), [.. byKey[key]], [.. trades[key]]).Where(w => w.IsWrong).Select(w => $"{key}: {w.What}; {positions[key].Single()}")
            : [$"{key} has {positions[key].Count()} positions"]);
    }

    private static IEnumerable<(bool IsWrong, string What)> Wrong(Position position, List<Execution> fills, List<Trade> trades)
    {
        var held = fills.Sum(f => f.Side == OrderSide.Buy ? f.Quantity : -f.Quantity);
        var gained = fills.Sum(f => f.Side == OrderSide.Buy ? -Notional(f) : Notional(f));
        var charges = fills.Sum(f => f.Commission + f.Fees);
        var side = Math.Sign(held) switch { 1 => PositionSide.Long, -1 => PositionSide.Short, _ => PositionSide.Flat };
        yield return (position.Quantity != Math.Abs(held) || position.Side != side, $"the fills hold {held}");

        // What is held has cost what it cost; the rest is realised.
        var cost = position.Side == PositionSide.Long ? position.CostBasis : -position.CostBasis;
        yield return (position.RealizedPnl - cost != gained, $"the fills gained {gained}");
        yield return (position.Commission != charges, $"the fills were charged {charges}");

        var open = trades.Where(t => t.Status == TradeStatus.Open).ToList();
        yield return (open.Count > 1 || open.SingleOrDefault()?.TradeId != position.OpenTradeId, $"{open.Count} round trips are open: {string.Join(' ', open)}");
        yield return (trades.Sum(t => (t.Quantity - t.ExitQuantity) * (t.Side == PositionSide.Long ? 1 : -1)) != held, "the round trips hold something else");
        yield return (trades.Any(t => t.Status == TradeStatus.Closed && t.Quantity != t.ExitQuantity), "a closed round trip holds something");
        yield return (trades.Sum(t => t.Amount + t.ExitAmount) != fills.Sum(Notional), "the round trips have other notionals");
        yield return (trades.Sum(t => t.Commission) != charges, "the round trips were charged something else");
        yield return (trades.Any(t => t.Status == TradeStatus.Closed && t.PnlUsd != Net(t)), "a round trip gained something else");
    }

    private static decimal Notional(Execution fill) => Math.Round(fill.Quantity * fill.Price, 8);

    private static decimal Net(Trade trade) => ((trade.ExitAmount - trade.Amount) * (trade.Side == PositionSide.Long ? 1 : -1)) - trade.Commission;
}
