using TradeStore.Model;

namespace TradeStore.Tests.Statistics.Daily;

/// <summary>
/// Every figure from its definition, the slow way: each day looks through everything that ever happened. The unrealised P&amp;L is what the positions
/// themselves said at the end of each day.
/// </summary>
internal sealed class PerformanceReference(DateOnly first, int shortDays = 30, int longDays = 252)
{
    public List<Bot> Bots { get; } = [];

    public List<Execution> Fills { get; } = [];

    public List<Trade> Trades { get; } = [];

    /// <summary>Gets the unrealised P&amp;L at the end of each day.</summary>
    public Dictionary<(string BotId, DateOnly Date), decimal> Levels { get; } = [];

    /// <summary>Gets the equities reported, the last one of each day.</summary>
    public Dictionary<(string BotId, DateOnly Date), decimal> Equities { get; } = [];

    public DailyPnl Pnl(string botId, DateOnly date)
    {
        var closed = Closed(botId).Where(t => Day(t.ExitTime!.Value) == date).ToList();
        var realized = Realized(botId, date);
        var unrealized = Level(botId, date) - Level(botId, date.AddDays(-1));
        return new DailyPnl
        {
            Date = date,
            BotId = botId,
            Realized = realized,
            Unrealized = unrealized,
            Total = realized + unrealized,
            Nav = Nav(botId, date),
            Sharpe30d = Ratio(Returns(botId, date, shortDays), Deviation),
            MaxDrawdown = Falls(botId, date) is { Count: > 0 } falls ? falls.Max() : null,
            NumTrades = closed.Count,
            WinRate = closed.Count == 0 ? null : closed.Count(t => t.PnlUsd > 0) / (double)closed.Count,
        };
    }

    public RiskMetrics Risk(string botId, DateOnly date)
    {
        var closed = Closed(botId).Where(t => Day(t.ExitTime!.Value) <= date).Select(t => t.PnlUsd!.Value).ToList();
        var returns = Returns(botId, date, longDays);
        var falls = Falls(botId, date);
        var lost = -closed.Where(p => p < 0).Sum();
        return new RiskMetrics
        {
            Date = date,
            BotId = botId,
            WinRate = closed.Count == 0 ? null : closed.Count(p => p > 0) / (double)closed.Count,
            ProfitFactor = lost == 0 ? null : (double)closed.Where(p => p > 0).Sum() / (double)lost,
            MaxDrawdown = falls.Count == 0 ? null : falls.Max(),
            AverageDrawdown = falls.Count == 0 ? null : falls.Exists(f => f > 0) ? Math.Round(falls.Where(f => f > 0).Average(), 8) : 0,
            Sharpe = Ratio(returns, Deviation),
            Sortino = Ratio(returns, r => Math.Sqrt(r.Select(x => x < 0 ? x * x : 0).Average())),
            Var95 = Loss(botId, date),
            NumTrades = closed.Count,
            WinningTrades = closed.Count(p => p > 0),
            LosingTrades = closed.Count(p => p < 0),
        };
    }

    private static DateOnly Day(DateTime time) => DateOnly.FromDateTime(time);

    private static bool IsOf(string? owner, string botId) => botId == "*" || owner == botId;

    private IEnumerable<Trade> Closed(string botId) => Trades.Where(t => t.Status == TradeStatus.Closed && IsOf(t.BotId, botId));

    private decimal Realized(string botId, DateOnly date) =>
        Fills.Where(f => IsOf(f.BotId, botId) && Day(f.ExecutedAt) == date).Sum(f => f.RealizedPnl!.Value - f.Commission - f.Fees)
        + Closed(botId).Where(t => t.MarketId is not null && Day(t.ExitTime!.Value) == date).Sum(t => t.PnlUsd!.Value);

    private decimal Level(string botId, DateOnly date) =>
        Bots.Where(b => IsOf(b.BotId, botId)).Sum(b => Levels.GetValueOrDefault((b.BotId, date)));

    private decimal Total(string botId, DateOnly date) => Realized(botId, date) + Level(botId, date) - Level(botId, date.AddDays(-1));

    private IEnumerable<DateOnly> Days(DateOnly to)
    {
        for (var date = first; date <= to; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    private decimal? Opening(string botId)
    {
        var reported = Equities.Where(e => e.Key.BotId == botId).OrderBy(e => e.Key.Date).ToList();
        if (reported.Count > 0)
        {
            return reported[0].Value - Days(reported[0].Key.Date).Sum(d => Total(botId, d));
        }

        if (botId != "*")
        {
            return Bots.Single(b => b.BotId == botId).Equity;
        }

        var known = Bots.Select(b => Opening(b.BotId)).Where(e => e is not null).ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private decimal? Nav(string botId, DateOnly date)
    {
        var nav = Opening(botId);
        foreach (var day in Days(date))
        {
            nav = Equities.TryGetValue((botId, day), out var equity) ? equity : nav + Total(botId, day);
        }

        return nav;
    }

    // The net asset value before the first day, and of each weekday.
    private List<decimal> Navs(string botId, DateOnly to, int returns) =>
        [.. Days(to).Where(IsWeekday).Select(d => Nav(botId, d)).Prepend(Opening(botId)).OfType<decimal>().TakeLast(returns + 1)];

    private static bool IsWeekday(DateOnly date) => date.DayOfWeek != DayOfWeek.Saturday && date.DayOfWeek != DayOfWeek.Sunday;

    private List<double> Returns(string botId, DateOnly to, int count)
    {
        var navs = Navs(botId, to, count);
        return [.. navs.Zip(navs.Skip(1), (before, after) => (double)((after - before) / before))];
    }

    private static double Deviation(List<double> returns) => Math.Sqrt(returns.Sum(r => Math.Pow(r - returns.Average(), 2)) / (returns.Count - 1));

    private static double? Ratio(List<double> returns, Func<List<double>, double> deviation) =>
        returns.Count < 2 || deviation(returns) < 1e-14 ? null : returns.Average() / deviation(returns) * Math.Sqrt(252);

    // The deepest fall of each drawdown, 0 where there is none: a drawdown is a stretch of days below a peak before it.
    private List<decimal> Falls(string botId, DateOnly to)
    {
        var navs = Navs(botId, to, longDays);
        var depths = navs.Select((nav, i) => navs.Take(i + 1).Max() - nav).ToList();
        return [.. depths.Select((depth, i) => depth == 0 ? 0 : depths.Skip(depths.FindLastIndex(i, d => d == 0)).Skip(1).TakeWhile(d => d > 0).Max())
            .Where((_, i) => depths[i] == 0 || depths[i - 1] == 0)];
    }

    private decimal? Loss(string botId, DateOnly to)
    {
        List<decimal> pnl = [];
        var carried = 0m;
        foreach (var day in Days(to))
        {
            carried += Total(botId, day);
            if (IsWeekday(day))
            {
                pnl.Add(carried);
                carried = 0;
            }
        }

        var sorted = pnl.TakeLast(longDays).Order().ToList();
        var place = (sorted.Count - 1) * 0.05m;
        var below = (int)place;
        return sorted.Count < 2 ? null : -(sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])));
    }
}
