using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

/// <summary>A store whose money and quantities were DECIMAL(18,8): in files, in sealed and open tables, and in the journal alone.</summary>
internal sealed class GoldenTradingTests
{
    private static readonly string[] Series = ["executions", "trades", "account_balances", "backtest_trades"];
    private static readonly DateTime From = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task Every_row_is_exact_whichever_tier_it_was_in_and_fits_more_than_it_did()
    {
        using var folder = GoldenStore.Unpack("layout-3-trading");
        await using (var store = await Quick.OpenAsync(folder))
        {
            Assert.That(store.OpenReport, Has.Property("ReplayedBatches").GreaterThan(0).And.Property("Findings").Empty);
            Assert.That(store.Precision, Is.EqualTo(TradeStore.Storage.Schema.NumberPrecision.Standard));
            await CheckAsync(store);
            await CheckVerifiedAsync(store);

            // 10 BTC in VND.
            await TradeAsync(store, OrderSide.Buy, 2_500_000_000);
            Assert.That((await TradeAsync(store, OrderSide.Sell, 3_600_000_000)).RealizedPnl, Is.EqualTo(11_000_000_000m));
        }

        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
        Assert.That(again.Positions.Find("golden", "BINANCE", "BTCVND")!.RealizedPnl, Is.EqualTo(11_000_000_000m));
    }

    [Test]
    public async Task What_was_sealed_and_exported_before_ages_on_with_what_came_since()
    {
        using var folder = GoldenStore.Unpack("layout-3-trading");
        await using (var store = await Quick.OpenAsync(folder))
        {
            await EachAsync(table => store.Tiering.SealAsync(table, From, To));
            await CheckAsync(store);
            await EachAsync(table => store.Tiering.ExportAsync(table, From, To));
            await CheckAsync(store);
            await CheckVerifiedAsync(store);
        }

        await using var again = await Quick.OpenAsync(folder);
        await EachAsync(table => again.Tiering.RestoreAsync(table, From, To));
        await CheckAsync(again);
        await CheckVerifiedAsync(again);

        static async Task EachAsync(Func<string, Task<TradeStore.Storage.Tiering.TieringReport>> move)
        {
            foreach (var table in Series)
            {
                Assert.That((await move(table)).Failed, Is.Empty);
            }
        }
    }

    [Test]
    public async Task A_crash_at_any_point_of_the_widening_leaves_what_the_next_opening_completes()
    {
        using var folder = GoldenStore.Unpack("layout-3-trading");
        using var images = new TemporaryFolder();
        var points = new List<string>();
        await using (await Quick.OpenAsync(folder, o => o.Writing.Reached = step =>
        {
            if (step is >= WritingStep.Defining and <= WritingStep.Recorded)
            {
                points.Add($"{points.Count}-{step}");
                FolderImage.Copy(folder.Path, Path.Combine(images.Path, points[^1]));
            }
        }))
        {
        }

        Assert.That(points, Has.Count.GreaterThanOrEqualTo(6));
        foreach (var point in points)
        {
            TestContext.Out.WriteLine(point);
            await using (var store = await Store.OpenAsync(Path.Combine(images.Path, point), Quick.Options()))
            {
                await CheckAsync(store);
                await CheckVerifiedAsync(store);
            }

            var steps = new List<WritingStep>();
            await using var again = await Store.OpenAsync(Path.Combine(images.Path, point), Quick.Options(o => o.Writing.Reached = steps.Add));
            Assert.That(steps.Where(s => s is >= WritingStep.Defining and <= WritingStep.Recorded), Is.Empty, "Nothing is left to widen.");
        }
    }

    private static async Task<Execution> TradeAsync(Store store, OrderSide side, decimal price)
    {
        var order = await store.Orders.SubmitAsync(new Order
        {
            BotId = "golden", Exchange = "BINANCE", Symbol = "BTCVND", Side = side, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = 10,
        });
        await store.Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Submitted);
        return (await store.Executions.RecordAsync(new Execution { OrderId = order.OrderId, Quantity = 10, Price = price, ExecutedAt = To.AddDays(-60) })).Execution;
    }

    private static async Task CheckVerifiedAsync(Store store) => Assert.That((await store.VerifyAsync(VerificationLevel.Content)).Findings, Is.Empty);

    private static async Task CheckAsync(Store store)
    {
        var fills = await store.Executions.Query().OrderBy(e => e.ExecutedAt).ToListAsync();
        Assert.That(fills.Where(f => f.Symbol == "AAPL").Select(Text), Is.EqualTo(GoldenTrading.Fills.Select(Text)));
        Assert.That((await store.Balances.GetAsync(From, To)).Select(b => (b.Balance, b.Available, b.MarginUsed)), Is.EqualTo(GoldenTrading.Balances.Select(b => (b.Balance, b.Available, b.MarginUsed))));
        var trades = await store.Backtests.QueryTrades().OrderBy(t => t.Timestamp).ToListAsync();
        Assert.That(trades.Select(t => (t.Quantity, t.EntryPrice, t.Pnl, t.Commission)), Is.EqualTo(GoldenTrading.BacktestTrades.Select(t => (t.Quantity, t.EntryPrice, t.Pnl, t.Commission))));
        Assert.That(await store.QueryAsync<string>("SELECT DISTINCT typeof(quantity) || typeof(price) FROM executions"), Is.EqualTo(new[] { "DECIMAL(28,8)DECIMAL(18,8)" }));
        Assert.That(
            await store.QueryAsync<decimal>("SELECT sum(quantity) FROM executions WHERE symbol = 'AAPL'"), Is.EqualTo(new[] { GoldenTrading.Fills.Sum(f => f.Quantity) }));
        Assert.That(store.Bots.Find("golden")!.Equity, Is.EqualTo(9_999_999_999.99999999m));
        var realized = fills.Where(f => f.Symbol == "AAPL").Sum(f => f.RealizedPnl);
        Assert.That(store.Positions.Find("golden", "NASDAQ", "AAPL")!.RealizedPnl, Is.EqualTo(realized));
    }

    private static string Text(Execution e) =>
        FormattableString.Invariant($"{e.ExecutionId} {e.OrderId} {e.Side} {e.Quantity:F8} {e.Price:F8} {e.ExecutedAt:O} {e.ReportedAt:O} {e.Commission:F8} {e.CommissionCurrency} {e.Fees:F8}");
}
