using System.Diagnostics;
using TradeStore;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Verification;

// What an application does with the package. Each step says what it found; the last line is written when all of it was right.
var folder = Directory.CreateTempSubdirectory("tradestore-consumer-").FullName;
try
{
    await First(Path.Combine(folder, "first"));
    await Trade(Path.Combine(folder, "second"));
    Console.WriteLine($"working set: {Process.GetCurrentProcess().WorkingSet64 / (1 << 20)} MB");
    Console.WriteLine("all right");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task First(string folder)
{
    Directory.SetCurrentDirectory(Directory.CreateDirectory(folder).FullName);

    await using var store = await Store.OpenAsync("trading-data");
    await store.Ticks.AppendAsync([new Tick { Timestamp = DateTime.UtcNow, Exchange = "NASDAQ", Symbol = "AAPL", LastPrice = 187.13m, LastSize = 100, SequenceNumber = 1 }]);
    Tick? trade = await store.Ticks.LatestAsync("NASDAQ", "AAPL", TickKind.Trade);

    Check("latest", trade?.LastPrice, 187.13m);
}

static async Task Trade(string folder)
{
    var day = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    var ticks = Enumerable.Range(0, 5_000).Select(i => new Tick
    {
        Timestamp = day.AddSeconds(i), Exchange = "NASDAQ", Symbol = i % 2 == 0 ? "AAPL" : "MSFT", LastPrice = 100 + (i % 100) / 100m, LastSize = 1, SequenceNumber = i,
    }).ToList();
    Guid orderId;
    await using (var store = await Store.OpenAsync(folder))
    {
        await store.Ticks.AppendAsync(ticks);
        await store.Bots.RegisterAsync(new Bot { BotId = "momentum", Name = "Momentum", Status = BotStatus.Running });
        var order = await store.Orders.SubmitAsync(new Order
        {
            BotId = "momentum", ClientOrderId = "momentum-1", Exchange = "NASDAQ", Symbol = "AAPL",
            Side = OrderSide.Buy, Type = OrderType.Limit, Price = 187.13m, Quantity = 100, TimeInForce = TimeInForce.Day,
        });
        orderId = order.OrderId;
        await store.Executions.RecordAsync(new Execution { OrderId = orderId, Quantity = 100, Price = 187.12m, ExecutedAt = order.CreatedAt });
    }

    await using (var store = await Store.OpenAsync(folder))
    {
        await store.Tiering.ExportAsync("market_ticks", day, day.AddDays(1));
        Check("cold", (await store.Tiering.DescribeAsync()).Count(p => p.Table == "market_ticks" && p.Tier == Tier.Cold), 1);
        Check("verified", (await store.VerifyAsync(VerificationLevel.Independent)).IsSound, true);

        var read = await store.Ticks.GetAsync("NASDAQ", "AAPL", day, day.AddDays(1));
        Check("ticks", read.Count, 2_500);
        Check("filled", (await store.Orders.Query().Where(o => o.OrderId == orderId && o.Status == OrderStatus.Filled).ToListAsync()).Count, 1);
        var volumes = await store.QueryAsync<SymbolVolume>(
            "SELECT symbol, sum(last_size) AS volume FROM market_ticks WHERE ts >= $from GROUP BY symbol ORDER BY symbol",
            new Dictionary<string, object?> { ["from"] = day });
        Check("volumes", volumes.SequenceEqual([new("AAPL", 2_500), new("MSFT", 2_500)]), true);
    }
}

static void Check<T>(string what, T is_, T expected)
{
    Console.WriteLine($"{what}: {is_}");
    if (!EqualityComparer<T>.Default.Equals(is_, expected))
    {
        throw new InvalidOperationException($"{what}: {is_} instead of {expected}");
    }
}

internal sealed record SymbolVolume(string Symbol, decimal Volume);
