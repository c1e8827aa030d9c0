using System.Diagnostics;
using TradeStore.Configuration;
using TradeStore.Model;

namespace TradeStore.Tests.Golden;

/// <summary>
/// A trading store of the third layout, whose money and quantities were DECIMAL(18,8): what is in it, by a formula, and how it is written. Only what is public
/// since that layout is used, so that this file compiles with its code.
/// </summary>
internal static class GoldenTrading
{
    private const string Bot = "golden";
    private const int FillsOfAMonth = 8;

    /// <summary>Gets the fills, which alternate between buying and selling less than was bought; the last two are in the journal alone.</summary>
    public static IReadOnlyList<Execution> Fills { get; } = [.. Enumerable.Range(0, (3 * FillsOfAMonth) + 2).Select(Fill)];

    public static IReadOnlyList<AccountBalance> Balances { get; } = [.. Enumerable.Range(0, 4).Select(Balance)];

    public static IReadOnlyList<BacktestTrade> BacktestTrades { get; } = [.. Enumerable.Range(0, 3).Select(BacktestTrade)];

    /// <summary>Writes three months, of which the first becomes files and the second a sealed table; then a little more, and kills the process before it is applied.</summary>
    public static async Task WriteAndDieAsync(string folder)
    {
        await using (var store = await Store.OpenAsync(folder, Options()))
        {
            await store.Bots.RegisterAsync(new Bot { BotId = Bot, Name = "Golden", Status = BotStatus.Running, Equity = 9_999_999_999.99999999m });
            await RecordAsync(store, Fills.Take(3 * FillsOfAMonth));
            await store.Balances.RecordAsync([.. Balances.Take(3)]);
            await store.Backtests.RecordAsync(
                new Backtest { BacktestId = Id(9, 0), Name = "golden", Strategy = "formula", StartDate = Month(0), EndDate = Month(2), InitialCapital = 1_000.5m }, BacktestTrades);
            foreach (var table in new[] { "executions", "trades", "account_balances", "backtest_trades" })
            {
                await store.Tiering.ExportAsync(table, Month(0), Month(1));
                await store.Tiering.SealAsync(table, Month(1), Month(2));
            }
        }

        var killed = await Store.OpenAsync(folder, Options());
        await RecordAsync(killed, Fills.Skip(3 * FillsOfAMonth));
        await killed.Balances.RecordAsync(Balances[3]);
        Process.GetCurrentProcess().Kill();
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

    private static StoreOptions Options() => new()
    {
        Journal = { FileSize = 1 << 20 },
        Writing = { MaximumDelay = TimeSpan.FromSeconds(10) },
        Engine = { Threads = 2, MemoryLimit = 1L << 30 },
    };
}
