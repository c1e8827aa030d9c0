using TradeStore.Model;
using TradeStore.Trading;

namespace TradeStore.Statistics.Daily;

/// <summary>What daily figures are computed from: all that is stored, by UTC day.</summary>
internal sealed record PerformanceData
{
    /// <summary>Gets the arithmetic of the store.</summary>
    public required FixedPoint Numbers { get; init; }

    public required IReadOnlyList<Bot> Bots { get; init; }

    public required IReadOnlyList<FillDay> Fills { get; init; }

    /// <summary>Gets the prices of snapshots, and as of today those of the positions themselves.</summary>
    public required IReadOnlyList<PriceDay> Prices { get; init; }

    public required IReadOnlyList<TradeDay> Trades { get; init; }

    public required IReadOnlyList<EquityDay> Equities { get; init; }
}

/// <summary>What a UTC day changed.</summary>
/// <param name="Realized">The P&amp;L realised, net.</param>
/// <param name="Unrealized">The change of the unrealised P&amp;L.</param>
internal readonly record struct DayChange(decimal Realized, decimal Unrealized)
{
    public decimal Total => Realized + Unrealized;

    public static DayChange operator +(DayChange left, DayChange right) => new(left.Realized + right.Realized, left.Unrealized + right.Unrealized);
}

/// <summary>The figures of a bot on a day.</summary>
/// <param name="Pnl">The row of <c>pnl_daily</c>.</param>
/// <param name="Risk">The row of <c>risk_metrics</c>.</param>
internal sealed record DayPerformance(DailyPnl Pnl, RiskMetrics Risk);

/// <summary>The equity that was reported for the end of a UTC day.</summary>
/// <param name="BotId">The bot; <c>*</c> is all of them.</param>
/// <param name="Date">The day.</param>
/// <param name="Equity">The equity.</param>
internal sealed record EquityDay(string BotId, DateOnly Date, decimal Equity);

/// <summary>The price that an open position is valued at.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">The price.</param>
internal sealed record PositionPrice(string BotId, string Exchange, string Symbol, decimal Price);

/// <summary>The last price that a position was valued at on a UTC day.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Date">The day.</param>
/// <param name="Price">The price.</param>
/// <param name="PricedAt">When.</param>
internal sealed record PriceDay(string BotId, string Exchange, string Symbol, DateOnly Date, decimal Price, DateTime PricedAt);

/// <summary>The round trips of a bot that were closed on a UTC day, added up.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Date">The day.</param>
/// <param name="Closed">How many were closed.</param>
/// <param name="Won">How many of them gained.</param>
/// <param name="Lost">How many of them lost.</param>
/// <param name="Gains">The net P&amp;L of those that gained.</param>
/// <param name="Losses">What those lost that did, above zero.</param>
/// <param name="MarketPnl">The net P&amp;L of those of prediction markets, which have no fills.</param>
internal sealed record TradeDay(string BotId, DateOnly Date, long Closed, long Won, long Lost, decimal Gains, decimal Losses, decimal MarketPnl)
{
    public TradeTotals Totals => new(Closed, Won, Lost, Gains, Losses);
}

/// <summary>Closed round trips, added up.</summary>
/// <param name="Closed">How many were closed.</param>
/// <param name="Won">How many of them gained.</param>
/// <param name="Lost">How many of them lost.</param>
/// <param name="Gains">The net P&amp;L of those that gained.</param>
/// <param name="Losses">What those lost that did, above zero.</param>
internal readonly record struct TradeTotals(long Closed, long Won, long Lost, decimal Gains, decimal Losses)
{
    /// <summary>Gets the share of them that gained; <see langword="null"/> without any.</summary>
    public double? WinRate => Closed == 0 ? null : (double)Won / Closed;

    /// <summary>Gets the profit factor, which depends on nothing but the two sums.</summary>
    public double? ProfitFactor => Statistics.ProfitFactor.Of([Gains, -Losses]);

    public static TradeTotals operator +(TradeTotals left, TradeTotals right) =>
        new(left.Closed + right.Closed, left.Won + right.Won, left.Lost + right.Lost, left.Gains + right.Gains, left.Losses + right.Losses);

    public static TradeTotals operator -(TradeTotals left, TradeTotals right) =>
        new(left.Closed - right.Closed, left.Won - right.Won, left.Lost - right.Lost, left.Gains - right.Gains, left.Losses - right.Losses);
}
