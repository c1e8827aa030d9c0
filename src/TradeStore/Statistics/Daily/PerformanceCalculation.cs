using TradeStore.Decisions;

namespace TradeStore.Statistics.Daily;

/// <summary>Daily figures of bots and of all of them together, from what is stored. Pure.</summary>
internal static class PerformanceCalculation
{
    /// <summary>Returns the figures of each day and bot, by day, then by bot.</summary>
    /// <param name="data">What is stored.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="botId">Only those of a bot, or of all together (<c>*</c>); of each and all when it is <see langword="null"/>.</param>
    /// <param name="window">What to look back on.</param>
    public static IReadOnlyList<DayPerformance> Run(PerformanceData data, DateOnly from, DateOnly to, string? botId, PerformanceWindow window)
    {
        var bots = BotHistory.OfEach(data);
        IEnumerable<BotHistory> wanted = botId == BotDecisions.All ? [] : bots;
        if (bots.Count > 0 && botId is null or BotDecisions.All)
        {
            wanted = wanted.Append(BotHistory.OfAll(BotDecisions.All, bots, data.Equities.Where(e => e.BotId == BotDecisions.All)));
        }

        return
        [
            .. wanted.SelectMany(history => new PerformanceSeries(history, window).Days(from, to))
                .OrderBy(d => d.Pnl.Date).ThenBy(d => d.Pnl.BotId, StringComparer.Ordinal),
        ];
    }
}
