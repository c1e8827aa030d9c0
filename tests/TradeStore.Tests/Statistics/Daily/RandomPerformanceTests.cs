using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Statistics.Daily;

/// <summary>What is stored for random histories is what the slow reference says.</summary>
internal sealed class RandomPerformanceTests
{
    private const int Days = 48;
    private const double Close = 1e-7;
    private static readonly DateOnly First = new(2024, 2, 22);
    private static readonly string[] Traders = ["a", "b"];
    private static readonly string[] Symbols = ["AAPL", "MSFT"];

    [Test]
    public async Task Stored_figures_are_those_of_the_reference([Values(1, 2, 3)] int seed)
    {
        var random = Quick.Seeded(seed);
        await using var world = await PerformanceWorld.OpenAsync(First);
        var reference = new PerformanceReference(First);
        await world.RegisterAsync("a", 10_000);
        await world.RegisterAsync("b", seed == 1 ? null : 25_000.5m);
        await world.RegisterAsync("idle", seed == 3 ? 500 : null);
        reference.Bots.AddRange(world.Store.Bots.GetAll());
        for (var day = 0; day < Days; day++)
        {
            await LiveAsync(world, reference, random);
            reference.Bots.ForEach(b => reference.Levels[(b.BotId, world.Today)] = world.Store.Positions.GetOpen(b.BotId).Sum(p => p.UnrealizedPnl));
            if (day < Days - 1)
            {
                world.Pass(TimeSpan.FromDays(1));
            }
        }

        reference.Fills.AddRange(await world.Store.Executions.Query().ToListAsync());
        reference.Trades.AddRange(await world.Store.RoundTrips.Query().ToListAsync());
        await world.Store.Performance.ComputeDailyAsync(First, world.Today);
        Assert.That(reference.Trades, Has.Some.Property(nameof(Trade.Status)).EqualTo(TradeStatus.Closed));
        foreach (var botId in reference.Bots.Select(b => b.BotId).Append("*"))
        {
            var days = await world.Store.Performance.GetDailyAsync(botId, First, world.Today);
            Assert.That(days, Has.Count.EqualTo(Days));
            foreach (var day in days)
            {
                Compare(day, reference.Pnl(botId, day.Date));
                Compare((await world.Store.Performance.GetRiskAsync(botId, day.Date))!, reference.Risk(botId, day.Date));
            }
        }
    }

    private static async Task LiveAsync(PerformanceWorld world, PerformanceReference reference, Random random)
    {
        for (var step = random.Next(6); step > 0; step--)
        {
            var bot = Traders[random.Next(Traders.Length)];
            var symbol = Symbols[random.Next(Symbols.Length)];
            var price = 100 + (random.Next(-800, 800) / 100m) + (random.Next(2) * 0.00000005m);
            switch (random.Next(6))
            {
                case 0:
                    await world.MarkAsync(price, symbol);
                    break;
                case 1:
                    var trade = await world.BetAsync(bot, random.Next(1, 9) / 10m, random.Next(3) / 10m);
                    await world.Store.RoundTrips.CloseAsync(trade, random.Next(1, 9) / 10m);
                    break;
                case 2 when random.Next(6) == 0:
                    var owner = random.Next(3) == 0 ? "*" : bot;
                    reference.Equities[(owner, world.Today)] = 20_000 + random.Next(500);
                    await world.ReportEquityAsync(owner, reference.Equities[(owner, world.Today)]);
                    break;
                default:
                    var side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
                    var quantity = random.Next(3) == 0 ? random.Next(1, 99) * 0.00000001m : random.Next(1, 5);
                    await world.FillAsync(bot, side, quantity, price, random.Next(-1, 4) / 10m, random.Next(2) / 100m, symbol);
                    break;
            }

            world.Pass(TimeSpan.FromMinutes(1));
        }
    }

    private static void Compare(DailyPnl stored, DailyPnl expected)
    {
        Assert.That(stored with { Sharpe30d = null }, Is.EqualTo(expected with { Sharpe30d = null }));
        Compare(stored.Sharpe30d, expected.Sharpe30d, $"sharpe_30d of {stored.BotId} on {stored.Date:O}");
    }

    private static void Compare(RiskMetrics stored, RiskMetrics expected)
    {
        Assert.That(
            stored with { ProfitFactor = null, Sharpe = null, Sortino = null, Var95 = null },
            Is.EqualTo(expected with { ProfitFactor = null, Sharpe = null, Sortino = null, Var95 = null }));
        var day = $"of {stored.BotId} on {stored.Date:O}";
        Compare(stored.ProfitFactor, expected.ProfitFactor, $"profit_factor {day}");
        Compare(stored.Sharpe, expected.Sharpe, $"sharpe {day}");
        Compare(stored.Sortino, expected.Sortino, $"sortino {day}");
        Compare((double?)stored.Var95, (double?)expected.Var95, $"var_95 {day}");
    }

    private static void Compare(double? stored, double? expected, string figure)
    {
        Assert.That(stored is null, Is.EqualTo(expected is null), figure);
        Assert.That(stored ?? 0, Is.EqualTo(expected ?? 0).Within(Close).Percent.Or.EqualTo(expected ?? 0).Within(Close), figure);
    }
}
