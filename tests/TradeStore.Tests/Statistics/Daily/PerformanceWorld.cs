using Microsoft.Extensions.Time.Testing;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Statistics.Daily;

/// <summary>A store whose days pass when they are told to.</summary>
internal sealed class PerformanceWorld : IAsyncDisposable
{
    private const string Market = "m";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock;

    private PerformanceWorld(DateOnly day) => _clock = new FakeTimeProvider(new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));

    public Store Store { get; private set; } = null!;

    public DateTime Now => _clock.GetUtcMicroseconds();

    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>Opens an empty store at noon of a day.</summary>
    public static async Task<PerformanceWorld> OpenAsync(DateOnly day)
    {
        var world = new PerformanceWorld(day);
        await world.OpenAsync();
        await world.Store.PredictionMarkets.PutMarketsAsync([Some.Market(Market)]);
        return world;
    }

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await OpenAsync();
    }

    public Task RegisterAsync(string botId, decimal? equity = null) => Store.Bots.RegisterAsync(Some.Bot(botId) with { Equity = equity });

    public void Pass(TimeSpan time) => _clock.Advance(time);

    public Task BuyAsync(string botId, decimal quantity, decimal price, decimal commission = 0, decimal fees = 0) =>
        FillAsync(botId, OrderSide.Buy, quantity, price, commission, fees);

    public Task SellAsync(string botId, decimal quantity, decimal price, decimal commission = 0, decimal fees = 0) =>
        FillAsync(botId, OrderSide.Sell, quantity, price, commission, fees);

    public async Task FillAsync(string botId, OrderSide side, decimal quantity, decimal price, decimal commission, decimal fees, string symbol = "AAPL")
    {
        var order = await Store.Orders.SubmitAsync(Trading.Orders.Some(side, quantity) with { BotId = botId, Symbol = symbol });
        await Store.Executions.RecordAsync(
            Trading.Orders.Fill(order, quantity, price) with { Commission = commission, Fees = fees, ExecutedAt = Now });
    }

    /// <summary>Marks a symbol, and keeps the positions as they are then.</summary>
    public async Task MarkAsync(decimal price, string symbol = "AAPL")
    {
        await Store.Positions.MarkAsync("NASDAQ", symbol, price);
        await Store.Positions.SnapshotAsync();
    }

    public Task ReportEquityAsync(string botId, decimal? equity, SnapshotType type = SnapshotType.Eod)
    {
        var writer = new TableWriter<PortfolioSnapshot>(
            PortfolioSnapshotTable.Definition, Store.Parts.Lanes![Lane.Trading], new IngestOptions(), _clock);
        var snapshot = new PortfolioSnapshot
        {
            Timestamp = Now, SnapshotType = type, BotId = botId, CashBalance = 0, PortfolioValue = 0, Equity = equity,
        };
        return writer.AppendAsync(snapshot, CancellationToken.None).AsTask();
    }

    /// <summary>Opens a round trip of a prediction market.</summary>
    public async Task<Guid> BetAsync(string botId, decimal price, decimal commission) => (await Store.RoundTrips.OpenAsync(new Trade
    {
        BotId = botId,
        MarketId = Market,
        Action = TradeAction.BuyYes,
        Side = PositionSide.Long,
        Quantity = 10,
        EntryTime = Now,
        EntryPrice = price,
        Commission = commission,
        Status = TradeStatus.Open,
    })).TradeId;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync() => Store = await Quick.OpenAsync(_folder, options => options.TimeProvider = _clock);
}
