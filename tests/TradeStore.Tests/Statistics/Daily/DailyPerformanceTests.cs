using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Statistics;

namespace TradeStore.Tests.Statistics.Daily;

/// <summary>Small histories whose figures were worked out by hand.</summary>
internal sealed class DailyPerformanceTests
{
    private const double Close = 1e-9;
    private static readonly DateOnly Monday = new(2024, 3, 4);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Test]
    public async Task A_round_trip_over_three_days_and_a_day_without_anything()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await RoundTripAsync(world);

        // Monday: -(1 + 0.5) realised; 10 × (103 - 100) = 30 unrealised. 1000 + 28.5 = 1028.5.
        // Tuesday: 4 × (105 - 100) - 1 = 19; 6 × (105 - 100) = 30, no change. 1047.5.
        // Wednesday: 6 × (98 - 100) - 1 = -13; 0 - 30 = -30. 1004.5. The round trip: 4 × 105 + 6 × 98 - 1000 - 3.5 = 4.5, won.
        // Returns 0.0285, 19 / 1028.5 = 0.018473505, -43 / 1047.5 = -0.041050119.
        // Tuesday's Sharpe: mean 0.023486753, s = 0.010026505 / √2 = 0.007089810; 3.312751300 × √252 = 52.588297.
        // Wednesday's: mean 0.001974462, s 0.037596125; 0.052517698 × √252 = 0.833692610. Thursday's, with a return of 0: mean
        // 0.001480846, s 0.030712978; 0.048215658 × √252 = 0.765399841.
        var computed = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(3), "b");
        var expected = new[]
        {
            Row(0, -1.5m, 30, 1_028.5m, null, 0, 0, null),
            Row(1, 19, 0, 1_047.5m, 52.588296565, 0, 0, null),
            Row(2, -13, -30, 1_004.5m, 0.833692610069, 43, 1, 1),
            Row(3, 0, 0, 1_004.5m, 0.765399840692, 43, 0, null),
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(computed.Select(d => d with { Sharpe30d = null }), Is.EqualTo(expected.Select(d => d with { Sharpe30d = null })));
            Assert.That(computed[0].Sharpe30d, Is.Null);
            Assert.That(computed.Skip(1).Select(d => d.Sharpe30d!.Value), Is.EqualTo(expected.Skip(1).Select(d => d.Sharpe30d!.Value)).Within(Close));
            Assert.That(await world.Store.Performance.GetDailyAsync("b", Monday, Monday.AddDays(3)), Is.EqualTo(computed));
        }
    }

    [Test]
    public async Task The_figures_of_risk_as_of_a_day()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await RoundTripAsync(world);
        await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(3));

        // As of Wednesday: 1047.5 - 1004.5 = 43 is the one fall. d = 0.041050119 / √3 = 0.023700297; 0.001974462 / d × √252 = 1.322498649.
        // -43, 19, 28.5: h = 2 × 0.05 = 0.1; -(-43 + 0.1 × 62) = 36.8. Nothing was lost: no profit factor.
        var risk = (await world.Store.Performance.GetRiskAsync("b", Monday.AddDays(2)))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(risk.Sharpe, Is.EqualTo(0.833692610069).Within(Close));
            Assert.That(risk.Sortino, Is.EqualTo(1.322498648777).Within(Close));
            Assert.That(risk with { Sharpe = null, Sortino = null }, Is.EqualTo(new RiskMetrics
            {
                Date = Monday.AddDays(2), BotId = "b", WinRate = 1, MaxDrawdown = 43, AverageDrawdown = 43, Var95 = 36.8m, NumTrades = 1, WinningTrades = 1,
            }));
            Assert.That(await world.Store.Performance.GetRiskAsync("b", Monday.AddDays(-1)), Is.Null);
        }

        // All bots: the same P&L. Thursday adds 0: -43, 0, 19, 28.5; h = 0.15; -(-43 + 0.15 × 43) = 36.55.
        var all = (await world.Store.Performance.GetRiskAsync("*", Monday.AddDays(3)))!;
        Assert.That(all, Is.EqualTo((await world.Store.Performance.GetRiskAsync("b", Monday.AddDays(3)))! with { BotId = "*" }));
        Assert.That(all.Var95, Is.EqualTo(36.55m));
    }

    [Test]
    public async Task A_bot_without_data_has_zeros_where_there_is_an_amount_and_nothing_where_there_is_none()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        Assert.That(await world.Store.Performance.ComputeDailyAsync(Monday, Monday), Is.Empty, "without bots");
        Assert.That(await world.Store.Performance.ComputeDailyAsync(Monday, Monday, "*"), Is.Empty, "without bots");
        await RoundTripAsync(world);
        await world.Store.Performance.ComputeDailyAsync(Monday.AddDays(-3), Monday.AddDays(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await world.Store.Performance.GetDailyAsync("idle", Monday.AddDays(-3), Monday.AddDays(3)),
                Is.EqualTo(Enumerable.Range(0, 4).Select(d => new DailyPnl { Date = Monday.AddDays(d), BotId = "idle", Realized = 0, Unrealized = 0, Total = 0 })));
            Assert.That(await world.Store.Performance.GetRiskAsync("idle", Monday), Is.EqualTo(new RiskMetrics { Date = Monday, BotId = "idle" }));
            Assert.That(
                await world.Store.Performance.GetRiskAsync("idle", Monday.AddDays(1)), Is.EqualTo(new RiskMetrics { Date = Monday.AddDays(1), BotId = "idle", Var95 = 0 }));
        }
    }

    [Test]
    public async Task A_day_ends_at_midnight_UTC()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b", 100);
        var bet = await world.BetAsync("b", 0.5m, commission: 0);
        world.Pass(TimeSpan.FromHours(12) - TimeSpan.FromMicroseconds(1));
        await world.Store.RoundTrips.CloseAsync(bet, 0.6m);
        await world.BuyAsync("b", 1, 100, commission: 0.25m);
        world.Pass(TimeSpan.FromMicroseconds(1));
        await world.SellAsync("b", 1, 101, commission: 0.5m);

        // 10 × (0.6 - 0.5) = 1, closed on Monday. 101 - 100 - 0.25 - 0.5 = 0.25, won, closed on Tuesday; each charge belongs to the day of its fill.
        var days = await world.Store.Performance.ComputeDailyAsync(Monday, Monday.AddDays(1), "b");
        Assert.That(days.Select(d => (d.Realized, d.Unrealized, d.NumTrades)), Is.EqualTo(new[] { (0.75m, 0m, 1L), (0.5m, 0m, 1L) }));
        Assert.That(days.Select(d => d.WinRate), Is.EqualTo(new double?[] { 1, 1 }));
    }

    [Test]
    public async Task What_is_gained_at_a_weekend_counts_on_Monday_unless_weekends_count_themselves()
    {
        // Bought at 100 with an equity of 100; at the ends of Friday to Monday 110, 105, 112, 120.
        await using var world = await PerformanceWorld.OpenAsync(Monday.AddDays(-3));
        await world.RegisterAsync("b", 100);
        await world.BuyAsync("b", 1, 100);
        foreach (var price in new[] { 110m, 105, 112, 120 })
        {
            await world.MarkAsync(price);
            world.Pass(Day);
        }

        // Returns 0.1 and 120 / 110 - 1 = 0.0909…: mean 21 / 220, s = (1 / 110) / √2; 10.5 × √2 × √252 = 235.72441. Twice 10 gained.
        await world.Store.Performance.ComputeDailyAsync(Monday.AddDays(-3), Monday);
        var weekdays = (await world.Store.Performance.GetRiskAsync("b", Monday))!;
        Assert.That(weekdays.Sharpe, Is.EqualTo(10.5 * Math.Sqrt(2 * 252)).Within(1e-6));
        Assert.That((weekdays.Sortino, weekdays.MaxDrawdown, weekdays.Var95), Is.EqualTo(((double?)null, (decimal?)0m, (decimal?)-10m)));
        Assert.That((await world.Store.Performance.GetDailyAsync("b", Monday.AddDays(-2), Monday.AddDays(-2))).Single().Nav, Is.EqualTo(105));

        // Returns 0.1, -5 / 110, 7 / 105, 8 / 112: mean 0.048160173, d = (5 / 110) / 2; × √365. -5, 7, 8, 10: -(-5 + 0.15 × 12) = 3.2.
        await world.Store.Performance.ComputeDailyAsync(Monday.AddDays(-3), Monday, window: new PerformanceWindow { IncludesWeekends = true });
        var allDays = (await world.Store.Performance.GetRiskAsync("b", Monday))!;
        Assert.That(allDays.Sortino, Is.EqualTo((0.1 - (5.0 / 110) + (7.0 / 105) + (8.0 / 112)) / 4 / (5.0 / 220) * Math.Sqrt(365)).Within(Close));
        Assert.That((allDays.MaxDrawdown, allDays.Var95), Is.EqualTo(((decimal?)5m, (decimal?)3.2m)));
    }

    [Test]
    public async Task A_figure_that_cannot_be_computed_is_refused_by_name()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        await world.RegisterAsync("b");
        var performance = world.Store.Performance;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await performance.ComputeDailyAsync(Monday, Monday.AddDays(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(async () => await performance.ComputeDailyAsync(Monday, Monday.AddDays(1)), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(async () => await performance.ComputeDailyAsync(Monday, Monday, "x"), Throws.TypeOf<UnknownReferenceException>().With.Property("Value").EqualTo("x"));
            Assert.That(async () => await performance.ComputeDailyAsync(Monday, Monday, window: new() { ReturnDays = 1 }), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(async () => await performance.ComputeDailyAsync(Monday, Monday, window: new() { TradeDays = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(await performance.QueryDaily().CountAsync() + await performance.QueryRisk().CountAsync(), Is.Zero);
        }
    }

    private static async Task RoundTripAsync(PerformanceWorld world)
    {
        await world.RegisterAsync("b", 1_000);
        await world.RegisterAsync("idle");
        await world.BuyAsync("b", 10, 100, commission: 1, fees: 0.5m);
        await world.MarkAsync(103);
        world.Pass(Day);
        await world.SellAsync("b", 4, 105, commission: 1);
        world.Pass(Day);
        await world.SellAsync("b", 6, 98, commission: 1);
        world.Pass(Day);
    }

    private static DailyPnl Row(int day, decimal realized, decimal unrealized, decimal nav, double? sharpe, decimal drawdown, long trades, double? winRate) => new()
    {
        Date = Monday.AddDays(day),
        BotId = "b",
        Realized = realized,
        Unrealized = unrealized,
        Total = realized + unrealized,
        Nav = nav,
        Sharpe30d = sharpe,
        MaxDrawdown = drawdown,
        NumTrades = trades,
        WinRate = winRate,
    };
}
