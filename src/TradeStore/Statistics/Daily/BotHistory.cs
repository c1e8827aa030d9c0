namespace TradeStore.Statistics.Daily;

/// <summary>What happened to a bot, or to all of them, by UTC day; days without anything are left out.</summary>
internal sealed record BotHistory
{
    public required string BotId { get; init; }

    /// <summary>Gets the day on which the bot was registered, or that of the first row that names it if that is earlier.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Gets the equity before the first day, where known.</summary>
    public required decimal? OpeningEquity { get; init; }

    public required IReadOnlyDictionary<DateOnly, DayChange> Changes { get; init; }

    public required IReadOnlyDictionary<DateOnly, TradeTotals> Trades { get; init; }

    /// <summary>Gets the equities that were reported.</summary>
    public required IReadOnlyDictionary<DateOnly, decimal> Equities { get; init; }

    /// <summary>Returns the history of each bot.</summary>
    public static IReadOnlyList<BotHistory> OfEach(PerformanceData data)
    {
        var changes = data.Fills.Select(f => (f.BotId, f.Date, Change: new DayChange(f.Realized - f.Charges, 0)))
            .Concat(data.Trades.Select(t => (t.BotId, t.Date, Change: new DayChange(t.MarketPnl, 0))))
            .Concat(UnrealizedChanges.Of(data.Fills, data.Prices, data.Numbers).Select(u => (u.BotId, u.Date, Change: new DayChange(0, u.Change))))
            .ToLookup(c => c.BotId, c => (c.Date, c.Change), StringComparer.Ordinal);
        var trades = data.Trades.ToLookup(t => t.BotId, t => (t.Date, t.Totals), StringComparer.Ordinal);
        var equities = data.Equities.ToLookup(e => e.BotId, e => e, StringComparer.Ordinal);
        return [.. data.Bots.Select(bot => Of(
            bot.BotId,
            DateOnly.FromDateTime(bot.RegisteredAt),
            bot.Equity,
            ByDay(changes[bot.BotId], (a, b) => a + b),
            ByDay(trades[bot.BotId], (a, b) => a + b),
            equities[bot.BotId]))];
    }

    /// <summary>Returns the history of all bots together.</summary>
    /// <param name="botId">The name it gets.</param>
    /// <param name="bots">The bots, one at least.</param>
    /// <param name="equities">The equities reported for all of them.</param>
    public static BotHistory OfAll(string botId, IReadOnlyList<BotHistory> bots, IEnumerable<EquityDay> equities) => Of(
        botId,
        bots.Min(b => b.FirstDay),
        bots.Any(b => b.OpeningEquity is not null) ? bots.Sum(b => b.OpeningEquity ?? 0) : null,
        ByDay(bots.SelectMany(b => b.Changes.Select(c => (c.Key, c.Value))), (a, b) => a + b),
        ByDay(bots.SelectMany(b => b.Trades.Select(t => (t.Key, t.Value))), (a, b) => a + b),
        equities);

    private static BotHistory Of(
        string botId,
        DateOnly knownSince,
        decimal? startingEquity,
        Dictionary<DateOnly, DayChange> changes,
        Dictionary<DateOnly, TradeTotals> trades,
        IEnumerable<EquityDay> equities)
    {
        var reported = equities.ToDictionary(e => e.Date, e => e.Equity);
        var first = changes.Keys.Concat(trades.Keys).Concat(reported.Keys).Append(knownSince).Min();
        return new BotHistory
        {
            BotId = botId,
            FirstDay = first,
            OpeningEquity = reported.Count == 0 ? startingEquity : Before(reported.MinBy(e => e.Key), changes),
            Changes = changes,
            Trades = trades,
            Equities = reported,
        };
    }

    private static decimal Before(KeyValuePair<DateOnly, decimal> reported, Dictionary<DateOnly, DayChange> changes) =>
        reported.Value - changes.Where(c => c.Key <= reported.Key).Sum(c => c.Value.Total);

    private static Dictionary<DateOnly, T> ByDay<T>(IEnumerable<(DateOnly Date, T Value)> values, Func<T, T, T> add) =>
        values.GroupBy(v => v.Date, v => v.Value).ToDictionary(d => d.Key, d => d.Aggregate(add));
}
