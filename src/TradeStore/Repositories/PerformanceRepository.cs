using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Statistics;
using TradeStore.Statistics.Daily;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>
/// Daily P&amp;L and figures of risk, computed from what is stored: <c>docs/performance.md</c> defines each. Days are UTC days; <c>*</c> stands for all
/// bots together.
/// </summary>
public class PerformanceRepository
{
    // A frame holds whole days, and stays small with hundreds of bots.
    private const int DaysPerFrame = 31;
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly PerformanceReading _reading = null!;
    private readonly PositionRepository _positions = null!;
    private readonly RoundTripRepository _trades = null!;
    private readonly BotRepository _bots = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected PerformanceRepository()
    {
    }

    internal PerformanceRepository(RepositoryContext context, PositionRepository positions, RoundTripRepository trades, BotRepository bots)
    {
        _context = context;
        _live = context.Live;
        _reading = new PerformanceReading(context.Reading, context.Live, context.Clock);
        (_positions, _trades, _bots) = (positions, trades, bots);
    }

    /// <summary>Gets what reads what the figures are computed from.</summary>
    internal PerformanceReading Reading => _reading;

    /// <summary>
    /// Computes the P&amp;L and the figures of risk of days from what is stored now, and stores them in <c>pnl_daily</c> and <c>risk_metrics</c> in the place
    /// of those computed before; durable when the task completes. Up to 31 days are one write, seen as a whole or not at all.
    /// </summary>
    /// <remarks>
    /// The result does not depend on what was computed before, nor on how days are divided among calls. A bot has no row before its first day: that
    /// of its registration, or of the first row that names it if that is earlier.
    /// </remarks>
    /// <param name="from">The first UTC day.</param>
    /// <param name="to">The last UTC day: today, by the store's clock, or earlier.</param>
    /// <param name="botId">Only the days of a bot, or <c>*</c>; those of each bot and of <c>*</c> when left out.</param>
    /// <param name="window">What the figures look back on; <see cref="PerformanceWindow"/> says the defaults.</param>
    /// <param name="cancellationToken">Stops the queries; a write that is decided goes on.</param>
    /// <returns>The rows of <c>pnl_daily</c>, by day, then by bot.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The last day is before the first, or after today; or the window is out of range.</exception>
    /// <exception cref="UnknownReferenceException">The bot is not registered.</exception>
    /// <exception cref="InvalidRowException">A figure does not fit its column; the error names it. Nothing of its write was stored.</exception>
    public virtual async Task<IReadOnlyList<DailyPnl>> ComputeDailyAsync(
        DateOnly from, DateOnly to, string? botId = null, PerformanceWindow? window = null, CancellationToken cancellationToken = default)
    {
        window ??= new PerformanceWindow();
        window.ThrowIfInvalid(nameof(window));
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, _reading.Today);
        if (botId is not null && botId != BotDecisions.All && _live.Bots.Find(botId) is null)
        {
            throw new UnknownReferenceException(DailyPnlTable.Definition.Name, "bot_id", botId);
        }

        var data = await _reading.ReadAsync(botId == BotDecisions.All ? null : botId, DateOnly.MinValue, cancellationToken).ConfigureAwait(false);
        var computed = PerformanceCalculation.Run(data, from, to, botId, window);
        foreach (var days in computed.GroupBy(d => d.Pnl.Date).Chunk(DaysPerFrame))
        {
            await WriteAsync(days.SelectMany(d => d), cancellationToken).ConfigureAwait(false);
        }

        return [.. computed.Select(d => d.Pnl)];
    }

    /// <summary>Returns the stored P&amp;L of a bot, day by day.</summary>
    /// <param name="botId">The bot, or <c>*</c>.</param>
    /// <param name="from">The first UTC day.</param>
    /// <param name="to">The last UTC day.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<DailyPnl>> GetDailyAsync(string botId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        QueryDaily().Where(d => d.BotId == botId && d.Date >= from && d.Date <= to).OrderBy(d => d.Date).ToListAsync(cancellationToken);

    /// <summary>Returns the stored figures of risk of a bot as of the end of a day; <see langword="null"/> when they were not computed.</summary>
    /// <param name="botId">The bot, or <c>*</c>.</param>
    /// <param name="date">The UTC day.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<RiskMetrics?> GetRiskAsync(string botId, DateOnly date, CancellationToken cancellationToken = default) =>
        QueryRisk().Where(r => r.BotId == botId && r.Date == date).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Returns how trading stands: positions, orders and bots from memory, today's P&amp;L and the latest round trips from what is stored.</summary>
    /// <param name="silence">How long a running bot may say nothing before it is among the quiet ones, above zero; a minute when left out.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public virtual async Task<TradingOverview> GetOverviewAsync(TimeSpan? silence = null, CancellationToken cancellationToken = default)
    {
        var quiet = _bots.GetQuiet(silence ?? TimeSpan.FromMinutes(1));
        var today = _reading.Today;
        var recent = _trades.GetRecentAsync(cancellationToken: cancellationToken);
        var reading = _reading.ReadAsync(botId: null, today.AddDays(-1), cancellationToken);
        await Task.WhenAll(recent, reading).ConfigureAwait(false);
        var data = await reading.ConfigureAwait(false);
        return new TradingOverview
        {
            At = _context.Clock.GetUtcMicroseconds(),
            Positions = _positions.GetOpen(),
            RecentTrades = await recent.ConfigureAwait(false),
            Today = [.. PerformanceCalculation.Run(data, today, today, botId: null, new PerformanceWindow()).Select(d => OfDayAlone(d.Pnl))],
            OpenOrders = _live.Orders.Count,
            QuietBots = quiet,
        };
    }

    /// <summary>Asks for days of P&amp;L.</summary>
    public virtual TableQuery<DailyPnl> QueryDaily() => _context.Query(DailyPnlTable.Definition);

    /// <summary>Asks for figures of risk.</summary>
    public virtual TableQuery<RiskMetrics> QueryRisk() => _context.Query(RiskMetricsTable.Definition);

    private static DailyPnl OfDayAlone(DailyPnl day) => day with { Nav = null, Sharpe30d = null, MaxDrawdown = null };

    private Task<int> WriteAsync(IEnumerable<DayPerformance> days, CancellationToken cancellationToken) => _live.Gate.DecideAsync(
        decision =>
        {
            var rows = 0;
            foreach (var day in days)
            {
                decision.Append(DailyPnlTable.Definition, day.Pnl);
                decision.Append(RiskMetricsTable.Definition, day.Risk);
                rows++;
            }

            return rows;
        },
        cancellationToken);
}
