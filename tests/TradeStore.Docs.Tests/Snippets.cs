using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradeStore.Configuration;
using TradeStore.Hosting;
using TradeStore.Import;
using TradeStore.Import.Lean;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Statistics;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Docs.Tests;

/// <summary>What the documents show as C#: <see cref="SnippetTests"/> finds each snippet of theirs in this file, word for word.</summary>
internal static class Snippets
{
    public static async Task<(Tick? Quote, int Today, decimal Turnover, IReadOnlyList<SymbolVolume> Volumes)> ReadmeAsync(string folder)
    {
        await using var store = await Store.OpenAsync(folder);

        var now = TimeProvider.System.GetUtcMicroseconds();
        Tick[] ticks =
        [
            new() { Timestamp = now, Exchange = "NASDAQ", Symbol = "AAPL", BidPrice = 187.12m, AskPrice = 187.13m, SequenceNumber = 1 },
            new() { Timestamp = now, Exchange = "NASDAQ", Symbol = "AAPL", LastPrice = 187.13m, LastSize = 100, SequenceNumber = 2 },
        ];
        await store.Ticks.AppendAsync(ticks); // all of them or none; durable, and seen by every read from here on

        Tick? quote = await store.Ticks.LatestAsync("NASDAQ", "AAPL", TickKind.Quote);
        IReadOnlyList<Tick> today = await store.Ticks.GetAsync("NASDAQ", "AAPL", now.Date, now.Date.AddDays(1));

        var query = new TickQuery { Symbols = ["AAPL"], From = now.Date, Columns = ["last_price", "last_size"] };
        decimal turnover = 0;
        await foreach (var chunk in store.Ticks.StreamAsync(query)) // columns of up to 2,048 rows, whatever the range
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                turnover += (chunk.GetDecimal(0, row) ?? 0) * (chunk.GetDecimal(1, row) ?? 0);
            }
        }

        var volumes = await store.QueryAsync<SymbolVolume>(
            "SELECT symbol, sum(last_size) AS volume FROM market_ticks WHERE ts >= $since GROUP BY symbol", new { since = now.Date });

        return (quote, today.Count, turnover, volumes);
    }

    public static async Task ReadmeImportAsync(Store store)
    {
        var report = await new LeanImporter(store).ImportAsync("./lean-data", new LeanImportOptions { Symbols = ["SPY"] });
        Console.WriteLine($"{report.Ticks:N0} ticks and {report.Bars:N0} bars of {report.Files} files in {report.Duration.TotalSeconds:N1} s");
    }

    public static async Task SignalsAsync(Store store, DateTime now)
    {
        var filters = new SignalFilters(Passed: ["trend", "volume"], Failed: []);
        var signal = await store.Signals.RecordAsync(new Signal
        {
            Timestamp = now, BotId = "momentum", Symbol = "AAPL", Action = TradeAction.Buy, TargetPrice = 187.20m, Confidence = 0.8,
            Filters = filters.ToJson(), Valid = true, ExpiresAt = now.AddMinutes(5),
        });

        foreach (var pending in await store.Signals.GetPendingAsync("momentum"))
        {
            var order = await store.Orders.SubmitAsync(new Order
            {
                BotId = pending.BotId, Exchange = "NASDAQ", Symbol = pending.Symbol!, Side = OrderSide.Buy, Type = OrderType.Limit,
                Price = pending.TargetPrice, TimeInForce = TimeInForce.Day, Quantity = 100,
            });
            await store.Signals.MarkExecutedAsync(pending.SignalId, order.OrderId);
        }

        await store.Signals.SetOutcomeAsync(signal.SignalId, SignalOutcome.Win);
    }

    public static async Task<(PortfolioSnapshot One, PortfolioSnapshot All, PortfolioSnapshot? Latest)> PortfolioAsync(Store store, DateTime now)
    {
        await store.Balances.RecordAsync(new AccountBalance
        {
            Timestamp = now, BotId = "momentum", Exchange = "NASDAQ", Currency = "USD", Balance = 25_000, Available = 20_000, SnapshotType = SnapshotType.Intraday,
        });
        PortfolioSnapshot one = await store.Portfolio.TakeSnapshotAsync("momentum", SnapshotType.Intraday);
        PortfolioSnapshot all = await store.Portfolio.TakeSnapshotAsync("*", SnapshotType.Eod, currency: "USD");
        PortfolioSnapshot? latest = await store.Portfolio.GetLatestAsync("*");
        return (one, all, latest);
    }

    public static async Task ImportDocumentAsync(Store store, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        var report = await new LeanImporter(store).ImportAsync("./lean-data", new LeanImportOptions { Symbols = ["SPY"] }, progress, ct);
        foreach (var failure in report.Failures)
        {
            Console.WriteLine($"{failure.File}:{failure.Line} {failure.Reason}");
        }
    }

    public static async Task<Store> ConfigurationAsync(string folder)
    {
        var store = await Store.OpenAsync(folder, new StoreOptions
        {
            Journal = { Durability = Durability.Os },
            Readers = { Max = 20, QueryTimeout = TimeSpan.FromMinutes(5) },
        });

        return store;
    }

    public static async Task FromConfigurationAsync(IConfiguration configuration)
    {
        var options = StoreOptions.FromConfiguration(configuration.GetSection("TradeStore"));
        await using var store = await Store.OpenAsync(options);
    }

    public static void Hosting(IHostApplicationBuilder builder)
    {
        builder.Services.AddTradeStore(builder.Configuration.GetSection("TradeStore"));
        builder.Services.AddHealthChecks().AddTradeStore();
        builder.Logging.AddTradeStoreLogging();
    }

    public static async Task<bool> ErrorsAsync(Store store, Tick[] ticks)
    {
        try
        {
            await store.Ticks.AppendAsync(ticks);
        }
        catch (TradeStoreException error) when (error.IsTransient)
        {
            return false; // the same call can succeed later
        }
        catch (InvalidRowException error)
        {
            Console.Error.WriteLine($"row {error.RowIndex}, {error.Column} = {error.Value}: {error.Reason}");
        }

        return true;
    }

    public static async Task<(IReadOnlyList<DailyPnl> Week, RiskMetrics? Risk, TradingOverview Overview)> PerformanceAsync(Store store)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await store.Performance.ComputeDailyAsync(today.AddDays(-6), today); // a week of every bot and of all together, stored
        IReadOnlyList<DailyPnl> week = await store.Performance.GetDailyAsync("momentum", today.AddDays(-6), today);
        RiskMetrics? risk = await store.Performance.GetRiskAsync("*", today);

        var crypto = new PerformanceWindow { IncludesWeekends = true, TradeDays = 90 };
        await store.Performance.ComputeDailyAsync(today, today, "momentum", crypto);

        TradingOverview overview = await store.Performance.GetOverviewAsync(silence: TimeSpan.FromMinutes(5));

        return (week, risk, overview);
    }

    public static async Task PrecisionAsync()
    {
        await using var store = await Store.OpenAsync("./coins", new StoreOptions { Precision = NumberPrecision.Crypto });
        Console.WriteLine(store.Precision);
    }
}
