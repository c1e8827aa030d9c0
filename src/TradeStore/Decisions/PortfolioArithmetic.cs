using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Trading;

namespace TradeStore.Decisions;

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
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">A sum does not fit its column.</exception>
    public static PortfolioSnapshot Sum(
        PortfolioSnapshot snapshot, IReadOnlyList<Holding> holdings, IReadOnlyList<AccountBalance> balances, ClosedTotals closed, PortfolioSnapshot? before, FixedPoint numbers)
    {
        var cash = numbers.Amount(balances.Sum(b => b.Balance), Table, "cash_balance");
        var gross = numbers.Amount(holdings.Sum(h => Math.Abs(h.Value)), Table, "gross_exposure");
        var net = numbers.Amount(holdings.Sum(h => h.Exposure), Table, "net_exposure");
        var equity = numbers.Amount(cash + net, Table, "equity");
        var total = numbers.Amount(closed.NetPnl + holdings.Sum(h => h.NetPnl), Table, "total_pnl");
        var daily = DailyPnl(total, holdings, closed, before, snapshot.Timestamp.Date, numbers);
        return snapshot with
        {
            CashBalance = cash,
            BuyingPower = SumOfKnown(balances, b => b.Available, "buying_power", numbers),
            MarginUsed = SumOfKnown(balances, b => b.MarginUsed, "margin_used", numbers),
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
    private static decimal? DailyPnl(decimal total, IReadOnlyList<Holding> holdings, ClosedTotals closed, PortfolioSnapshot? before, DateTime day, FixedPoint numbers)
    {
        if (before?.TotalPnl is { } begun)
        {
            return numbers.Amount(total - begun, Table, "daily_pnl");
        }

        return closed.FirstEntry >= day && holdings.All(h => h.Trade.EntryTime >= day) ? total : null;
    }

    private static decimal? SumOfKnown(IReadOnlyList<AccountBalance> balances, Func<AccountBalance, decimal?> amount, string column, FixedPoint numbers)
    {
        var amounts = balances.Select(amount).ToList();
        return amounts.Count > 0 && amounts.TrueForAll(a => a is not null) ? numbers.Amount(amounts.Sum().GetValueOrDefault(), Table, column) : null;
    }
}
