using TradeStore.Model;

namespace TradeStore.Statistics.Daily;

/// <summary>The figures of one history, day after day from its beginning; each enumeration needs a series of its own.</summary>
internal sealed class PerformanceSeries(BotHistory history, PerformanceWindow window)
{
    private const int ShortReturns = 30;
    private readonly List<decimal> _navs = history.OpeningEquity is { } opening ? [opening] : [];
    private readonly List<decimal> _pnl = [];
    private readonly List<TradeTotals> _trades = [default];
    private decimal? _nav = history.OpeningEquity;
    private decimal _carried;

    /// <summary>Returns the figures of each day that the history knows.</summary>
    public IEnumerable<DayPerformance> Days(DateOnly from, DateOnly to)
    {
        for (var date = history.FirstDay; date <= to; date = date.AddDays(1))
        {
            var change = history.Changes.GetValueOrDefault(date);
            Take(date, change.Total);
            if (date >= from)
            {
                yield return new(Pnl(date, change), Risk(date));
            }
        }
    }

    private void Take(DateOnly date, decimal total)
    {
        _nav = history.Equities.TryGetValue(date, out var equity) ? equity : _nav + total;
        _trades.Add(_trades[^1] + history.Trades.GetValueOrDefault(date));
        _carried += total;
        if (!window.Counts(date))
        {
            return;
        }

        _pnl.Add(_carried);
        _carried = 0;
        if (_nav is { } nav)
        {
            _navs.Add(nav);
        }
    }

    private DailyPnl Pnl(DateOnly date, DayChange change)
    {
        var closed = _trades[^1] - _trades[^2];
        return new DailyPnl
        {
            Date = date,
            BotId = history.BotId,
            Realized = change.Realized,
            Unrealized = change.Unrealized,
            Total = change.Total,
            Nav = _nav,
            Sharpe30d = Returns.OfEquity(Last(_navs, ShortReturns + 1)) is { } returns ? SharpeRatio.Of(returns, periodsPerYear: window.DaysPerYear) : null,
            MaxDrawdown = Drawdown.Of(Last(_navs, window.ReturnDays + 1))?.MaxAmount,
            NumTrades = closed.Closed,
            WinRate = closed.WinRate,
        };
    }

    private RiskMetrics Risk(DateOnly date)
    {
        var navs = Last(_navs, window.ReturnDays + 1);
        var returns = Returns.OfEquity(navs);
        var drawdown = Drawdown.Of(navs);
        var valueAtRisk = ValueAtRisk.Of(Last(_pnl, window.ReturnDays));
        var before = window.TradeDays is { } days ? Math.Max(0, _trades.Count - 1 - days) : 0;
        var trades = _trades[^1] - _trades[before];
        return new RiskMetrics
        {
            Date = date,
            BotId = history.BotId,
            WinRate = trades.WinRate,
            ProfitFactor = trades.ProfitFactor,
            MaxDrawdown = drawdown?.MaxAmount,
            AverageDrawdown = drawdown?.AverageAmount,
            Sharpe = returns is null ? null : SharpeRatio.Of(returns, periodsPerYear: window.DaysPerYear),
            Sortino = returns is null ? null : SortinoRatio.Of(returns, periodsPerYear: window.DaysPerYear),
            Var95 = valueAtRisk is { } loss ? decimal.Round((decimal)loss, 8, MidpointRounding.ToEven) : null,
            NumTrades = trades.Closed,
            WinningTrades = trades.Won,
            LosingTrades = trades.Lost,
        };
    }

    private static List<decimal> Last(List<decimal> values, int count) => values.GetRange(Math.Max(0, values.Count - count), Math.Min(values.Count, count));
}
