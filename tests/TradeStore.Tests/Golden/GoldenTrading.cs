using TradeStore.Model;

namespace TradeStore.Tests.Golden;

/// <summary>The trading rows of the golden store, made by a formula, and how they are written.</summary>
internal static class GoldenTrading
{
    private const string Bot = "golden";
    private const int FillsOfAMonth = 8;

    /// <summary>Gets the fills, which alternate between buying and selling less than was bought; the last two are in the journal alone.</summary>
    public static IReadOnlyList<Execution> Fills { get; } = [.. Enumerable.Range(0, (3 * FillsOfAMonth) + 2).Select(Fill)];

    public static IReadOnlyList<AccountBalance> Balances { get; } = [.. Enumerable.Range(0, 4).Select(Balance)];

    public static IReadOnlyList<BacktestTrade> BacktestTrades { get; } = [.. Enumerable.Range(0, 3).Select(BacktestTrade)];

    /// <summary>Writes three months.</summary>
    public static async Task WriteAsync(Store store)
    {
        await store.Bots.RegisterAsync(new Bot { BotId = Bot, Name = "Golden", Status = BotStatus.Running, Equity = 9_999_999_999.99999999m });
        await RecordAsync(store, Fills.Take(3 * FillsOfAMonth));
        await store.Balances.RecordAsync([.. Balances.Take(3)]);
        await store.Backtests.RecordAsync(
            new Backtest { BacktestId = Id(9, 0), Name = "golden", Strategy = "formula", StartDate = Month(0), EndDate = Month(2), InitialCapital = 1_000.5m }, BacktestTrades);
    }

    /// <summary>Writes a little more.</summary>
    public static async Task WriteRestAsync(Store store)
    {
        await RecordAsync(store, Fills.Skip(3 * FillsOfAMonth));
        await store.Balances.RecordAsync(Balances[3]);
    }

    /// <summary>Checks that each row is there, exactly.</summary>
    public static async Task CheckAsync(Store store)
    {
        var fills = await store.Executions.Query().OrderBy(e => e.ExecutedAt).ToListAsync();
        Assert.That(fills.Select(Text), Is.EqualTo(Fills.Select(Text)));
        Assert.That((await store.Orders.Query().ToListAsync()).Select(o => (o.OrderId, o.Status, o.FilledQuantity)), Is.EquivalentTo(Fills.Select(f => (f.OrderId, OrderStatus.Filled, f.Quantity))));
        Assert.That((await store.Balances.GetAsync(Month(0), Month(12))).Select(b => (b.Balance, b.Available, b.MarginUsed)), Is.EqualTo(Balances.Select(b => (b.Balance, b.Available, b.MarginUsed))));
        Assert.That((await store.Backtests.Query().ToListAsync()).Select(b => (b.BacktestId, b.InitialCapital)), Is.EqualTo(new[] { (Id(9, 0), 1_000.5m) }));
        var trades = await store.Backtests.QueryTrades().OrderBy(t => t.Timestamp).ToListAsync();
        Assert.That(trades.Select(t => (t.Quantity, t.EntryPrice, t.Pnl, t.Commission)), Is.EqualTo(BacktestTrades.Select(t => (t.Quantity, t.EntryPrice, t.Pnl, t.Commission))));
        Assert.That(await store.QueryAsync<decimal>("SELECT sum(quantity) FROM executions"), Is.EqualTo(new[] { Fills.Sum(f => f.Quantity) }));
        Assert.That(store.Bots.Find(Bot)!.Equity, Is.EqualTo(9_999_999_999.99999999m));
        Assert.That(store.Positions.Find(Bot, "NASDAQ", "AAPL")!.RealizedPnl, Is.EqualTo(fills.Sum(f => f.RealizedPnl)));
    }

    private static async Task RecordAsync(Store store, IEnumerable<Execution> fills)
    {
        foreach (var fill in fills)
        {
            await store.Orders.SubmitAsync(new Order
            {
                OrderId = fill.OrderId, BotId = Bot, Exchange = "NASDAQ", Symbol = "AAPL", Side = fill.Side, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = fill.Quantity,
            });
            await store.Orders.UpdateStatusAsync(fill.OrderId, OrderStatus.Submitted);
            await store.Executions.RecordAsync(fill);
        }
    }

    private static Execution Fill(int number) => new()
    {
        ExecutionId = Id(1, number),
        OrderId = Id(2, number),
        Side = number % 2 == 0 ? OrderSide.Buy : OrderSide.Sell,
        Quantity = number % 2 == 0 ? 10 + number + 0.00000001m : 5 + number,
        Price = 100 + (number / 8m),
        ExecutedAt = Month(number / FillsOfAMonth).AddDays(number % FillsOfAMonth).AddMicroseconds(number),
        ReportedAt = Month(number / FillsOfAMonth).AddDays(number % FillsOfAMonth).AddMilliseconds(number),
        Commission = number / 4m,
        CommissionCurrency = "USD",
        Fees = -0.00000001m * number,
    };

    private static AccountBalance Balance(int number) => new()
    {
        Timestamp = Month(number).AddDays(number),
        BotId = Bot,
        Exchange = "NASDAQ",
        Currency = "USD",
        Balance = -9_999_999_999.99999999m + number,
        Available = number == 1 ? null : 0.00000001m,
        MarginUsed = number,
        SnapshotType = SnapshotType.Eod,
    };

    private static BacktestTrade BacktestTrade(int number) => new()
    {
        TradeId = Id(3, number),
        BacktestId = Id(9, 0),
        Timestamp = Month(number).AddHours(number),
        Symbol = "AAPL",
        Direction = TradeDirection.Long,
        Quantity = 1.5m,
        EntryPrice = -37.63m,
        ExitPrice = 1,
        Pnl = 57.945m,
        Commission = number,
    };

    private static DateTime Month(int number) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(number);

    private static Guid Id(int kind, int number) => new(kind, (short)number, 7, [8, 9, 10, 11, 12, 13, 14, 15]);

    private static string Text(Execution e) =>
        FormattableString.Invariant($"{e.ExecutionId} {e.OrderId} {e.Side} {e.Quantity:F8} {e.Price:F8} {e.ExecutedAt:O} {e.ReportedAt:O} {e.Commission:F8} {e.CommissionCurrency} {e.Fees:F8}");
}
