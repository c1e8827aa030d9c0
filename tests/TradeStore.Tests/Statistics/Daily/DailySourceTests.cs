using TradeStore.Model;
using TradeStore.Statistics;

namespace TradeStore.Tests.Statistics.Daily;

/// <summary>Where the figures of a day come from.</summary>
internal sealed class DailySourceTests
{
    private static readonly DateOnly Monday = new(2024, 3, 4);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Test]
    public async Task Equity_that_was_reported_for_the_end_of_a_day_is_the_net_asset_value_of_that_day()
    {
        // A long position of 1 from 100: +10 on Monday, -4 on Tuesday, +1 on Wednesday, nothing on Thursday.
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b", 7);
        await world.BuyAsync("b", 1, 100);
        await world.MarkAsync(110);
        world.Pass(Day);
        await world.MarkAsync(106);
        await world.ReportEquityAsync("b", 1);
        world.Pass(TimeSpan.FromMinutes(1));
        await world.ReportEquityAsync("b", 506);
        await world.ReportEquityAsync("b", 2, SnapshotType.Intraday);
        await world.ReportEquityAsync("b", null, SnapshotType.Manual);
        await world.ReportEquityAsync("*", 9_000);
        world.Pass(Day);
        await world.MarkAsync(107);
        world.Pass(Day);
        await world.ReportEquityAsync("b", 600);

        // The last one of Tuesday counts: 506. Before it 506 + 4 = 510, after it 507; on Thursday 600 were reported.
        var days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(3));
        Assert.That(days.Where(d => d.BotId == "b").Select(d => d.Nav), Is.EqualTo(new decimal?[] { 510, 506, 507, 600 }));
        Assert.That(days.Where(d => d.BotId == "*").Select(d => d.Nav), Is.EqualTo(new decimal?[] { 9_004, 9_000, 9_001, 9_001 }));
        Assert.That(days.Where(d => d.BotId == "b").Select(d => d.MaxDrawdown), Is.EqualTo(new decimal?[] { 0, 4, 4, 4 }));
        Assert.That((await world.Store.Performance.ComputeDailyAsync(Monday, Monday, "b")).Single(), Is.EqualTo(days.Single(d => d.BotId == "b" && d.Date == Monday)));
    }

    [Test]
    public async Task All_bots_together_begin_with_the_first_of_them()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("a");
        world.Pass(Day);
        await world.RegisterAsync("b");

        var days = await world.Store.Performance.ComputeDailyAsync(Monday.AddDays(-1), Monday.AddDays(1));
        Assert.That(days.Select(d => (d.Date, d.BotId)), Is.EqualTo(new[]
        {
            (Monday, "*"), (Monday, "a"), (Monday.AddDays(1), "*"), (Monday.AddDays(1), "a"), (Monday.AddDays(1), "b"),
        }));
    }

    [Test]
    public async Task Prices_and_equities_belong_to_the_UTC_day_of_their_time()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b");
        await world.BuyAsync("b", 1, 100);
        world.Pass(TimeSpan.FromHours(12) - TimeSpan.FromMicroseconds(1));
        await world.MarkAsync(110);
        await world.ReportEquityAsync("b", 500);
        world.Pass(TimeSpan.FromMicroseconds(1));
        await world.MarkAsync(130);
        await world.ReportEquityAsync("b", 700);
        world.Pass(Day);

        var days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(2), "b");
        Assert.That(days.Select(d => (d.Unrealized, d.Nav)), Is.EqualTo(new[] { (10m, (decimal?)500m), (20m, 700m), (0m, 700m) }));
    }

    [Test]
    public async Task Round_trips_of_prediction_markets_count_on_the_day_they_are_closed()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b");
        var won = await world.BetAsync("b", 0.4m, commission: 0.1m);
        var lost = await world.BetAsync("b", 0.5m, commission: 0);
        var even = await world.BetAsync("b", 0.5m, commission: 0);
        await world.BetAsync("b", 0.6m, commission: 0);
        world.Pass(Day);
        await world.Store.RoundTrips.CloseAsync(even, 0.5m);
        await world.Store.RoundTrips.CloseAsync(won, 0.9m, commission: 0.2m);
        world.Pass(Day);
        await world.Store.RoundTrips.CloseAsync(lost, 0.2m);

        // 10 × (0.9 - 0.4) - 0.3 = 4.7, and one neither won nor lost; 10 × (0.2 - 0.5) = -3. 4.7 / 3 = 1.5666….
        var days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(2), "b");
        Assert.That(days.Select(d => (d.Realized, d.NumTrades, d.WinRate)), Is.EqualTo(new[] { (0m, 0L, null), (4.7m, 2L, 0.5), (-3m, 1L, (double?)0) }));
        var risk = (await world.Store.Performance.GetRiskAsync("b", Monday.AddDays(2)))!;
        Assert.That(risk.ProfitFactor, Is.EqualTo(4.7 / 3).Within(1e-12));
        Assert.That((risk.WinRate, risk.NumTrades, risk.WinningTrades, risk.LosingTrades), Is.EqualTo(((double?)(1 / 3.0), 3L, 1L, 1L)));

        await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(2), "b", new PerformanceWindow { TradeDays = 1 });
        var lastDay = (await world.Store.Performance.GetRiskAsync("b", Monday.AddDays(2)))!;
        Assert.That((lastDay.WinRate, lastDay.ProfitFactor, lastDay.NumTrades), Is.EqualTo(((double?)0, (double?)0, 1L)));
    }

    [Test]
    public async Task Amounts_are_rounded_as_positions_round_them()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b");
        foreach (var (side, quantity) in new[] { (OrderSide.Sell, 1), (OrderSide.Sell, 3), (OrderSide.Sell, 5), (OrderSide.Buy, 2), (OrderSide.Buy, 12), (OrderSide.Buy, 1) })
        {
            // 0.5, 1.5, 2.5 … units of the last decimal: 0, 2, 2 …, not 1, 2, 3.
            await world.FillAsync("b", side, quantity * 0.00000001m, quantity % 2 == 0 ? 0.25m : -0.5m, commission: 0, fees: 0);
            var position = world.Store.Positions.Find("b", "NASDAQ", "AAPL")!;
            var today = (await world.Store.Performance.ComputeDailyAsync(Monday, Monday, "b")).Single();
            Assert.That((today.Realized, today.Unrealized), Is.EqualTo((position.RealizedPnl, position.UnrealizedPnl)), $"{side} {quantity}");
        }
    }

    [Test]
    public async Task A_position_is_valued_at_the_later_of_its_last_fill_and_its_last_snapshot()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b");
        await world.BuyAsync("b", 2, 100);
        await world.MarkAsync(110);
        world.Pass(TimeSpan.FromHours(1));
        await world.SellAsync("b", 1, 104);
        world.Pass(Day);
        await world.Store.Positions.MarkAsync("NASDAQ", "AAPL", 120);

        // Monday: 4 realised, 1 × (104 - 100) = 4 left. Tuesday is today: the position's own price counts, 120 - 104 = 16.
        var days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(1), "b");
        Assert.That(days.Select(d => (d.Realized, d.Unrealized)), Is.EqualTo(new[] { (4m, 4m), (0m, 16m) }));

        // Nobody kept Tuesday's price.
        world.Pass(Day);
        days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(2), "b");
        Assert.That(days.Select(d => (d.Realized, d.Unrealized)), Is.EqualTo(new[] { (4m, 4m), (0m, 0m), (0m, 16m) }));
    }

    [Test]
    public async Task Computing_again_or_day_by_day_or_after_reopening_changes_nothing()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("a", 1_000);
        await world.RegisterAsync("b");
        for (var day = 0; day < 40; day++)
        {
            await world.FillAsync(day % 2 == 0 ? "a" : "b", day % 3 == 0 ? OrderSide.Buy : OrderSide.Sell, 1 + (day % 5), 100 + (day % 7), 0.1m, 0);
            await world.MarkAsync(100 + (day % 11));
            world.Pass(Day);
        }

        var performance = world.Store.Performance;
        var computed = await performance.ComputeDailyAsync(Monday, Monday.AddDays(39));
        var risk = await performance.QueryRisk().OrderBy(r => r.Date).ThenBy(r => r.BotId).ToListAsync();
        Assert.That(computed, Has.Count.EqualTo(40 * 3));
        Assert.That(await performance.QueryDaily().OrderBy(d => d.Date).ThenBy(d => d.BotId).ToListAsync(), Is.EqualTo(computed));
        Assert.That(await performance.ComputeDailyAsync(Monday, Monday.AddDays(39)), Is.EqualTo(computed));
        for (var day = 39; day >= 0; day--)
        {
            await performance.ComputeDailyAsync(Monday.AddDays(day), Monday.AddDays(day), day % 2 == 0 ? "a" : null);
        }

        await world.ReopenAsync();
        performance = world.Store.Performance;
        Assert.That(await performance.QueryDaily().OrderBy(d => d.Date).ThenBy(d => d.BotId).ToListAsync(), Is.EqualTo(computed));
        Assert.That(await performance.QueryRisk().OrderBy(r => r.Date).ThenBy(r => r.BotId).ToListAsync(), Is.EqualTo(risk));
    }
}
