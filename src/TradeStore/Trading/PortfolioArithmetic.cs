using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>What holdings, balances and closed round trips add up to.</summary>
internal static class PortfolioArithmetic
{
    private const string Table = "portfolio_snapshots";

    /// <summary>Adds up.</summary>
    /// <param name="snapshot">Bot, type and time.</param>
    /// <param name="holdings">What is held.</param>
    /// <param name="balances">The balances that count, in one currency.</param>
    /// <param name="closed">What closed round trips add up to.</param>
    /// <param name="before">The newest snapshot with a total P&amp;L before the UTC day; <see langword="null"/> when there is none.</param>
    /// <exception cref="InvalidRowException">A sum does not fit its column.</exception>
    public static PortfolioSnapshot Sum(
        PortfolioSnapshot snapshot, IReadOnlyList<Holding> holdings, IReadOnlyList<AccountBalance> balances, ClosedTotals closed, PortfolioSnapshot? before)
    {
        var cash = Narrow(balances.Sum(b => b.Balance), "cash_balance");
        var gross = FixedPoint.Wide(holdings.Sum(h => Math.Abs(h.Value)), Table, "gross_exposure");
        var net = FixedPoint.Wide(holdings.Sum(h => h.Exposure), Table, "net_exposure");
        var equity = Narrow(cash + net, "equity");
        var total = Narrow(closed.NetPnl + holdings.Sum(h => h.NetPnl), "total_pnl");
        var daily = DailyPnl(total, holdings, closed, before, snapshot.Timestamp.Date);
        return snapshot with
        {
            CashBalance = cash,
            BuyingPower = SumOfKnown(balances, b => b.Available, "buying_power"),
            MarginUsed = SumOfKnown(balances, b => b.MarginUsed, "margin_used"),
            PortfolioValue = equity,
            Equity = equity,
            GrossExposure = gross,
            NetExposure = net,
            Leverage = equity > 0 ? Fraction.Of(gross, equity) : null,
            TotalPnl = total,
            DailyPnl = daily,
            DailyPnlPct = daily is { } amount && before?.Equity is > 0 and var whole ? Fraction.Of(amount, whole) : null,
            LongPositions = holdings.Count(h => h.IsLong),
            ShortPositions = holdings.Count(h => !h.IsLong),
            TotalPositions = holdings.Count,
            TradeCount = closed.Count,
        };
    }

    // Where nothing was entered before the day, all P&L is the day's. Otherwise what there was before must be known.
    private static decimal? DailyPnl(decimal total, IReadOnlyList<Holding> holdings, ClosedTotals closed, PortfolioSnapshot? before, DateTime day)
    {
        if (before?.TotalPnl is { } begun)
        {
            return Narrow(total - begun, "daily_pnl");
        }

        return closed.FirstEntry >= day && holdings.All(h => h.Trade.EntryTime >= day) ? total : null;
    }

    private static decimal? SumOfKnown(IReadOnlyList<AccountBalance> balances, Func<AccountBalance, decimal?> amount, string column)
    {
        var amounts = balances.Select(amount).ToList();
        return amounts.Count > 0 && amounts.TrueForAll(a => a is not null) ? Narrow(amounts.Sum().GetValueOrDefault(), column) : null;
    }

    private static decimal Narrow(decimal amount, string column) => FixedPoint.Narrow(amount, Table, column);
}
