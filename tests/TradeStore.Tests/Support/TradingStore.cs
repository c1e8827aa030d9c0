using Microsoft.Extensions.Time.Testing;
using TradeStore.Configuration;
using TradeStore.Model;

namespace TradeStore.Tests.Support;

/// <summary>A store with a bot that trades, and a clock that stands still.</summary>
internal sealed class TradingStore : IAsyncDisposable
{
    public const string Bot = "momentum";
    private readonly TemporaryFolder _folder = new();
    private readonly Action<StoreOptions>? _change;

    private TradingStore(Action<StoreOptions>? change) => _change = change;

    public FakeTimeProvider Clock { get; } = Some.Clock();

    public Store Store { get; private set; } = null!;

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public static async Task<TradingStore> OpenAsync(Action<StoreOptions>? change = null)
    {
        var trading = new TradingStore(change);
        await trading.OpenStoreAsync();
        await trading.Store.Bots.RegisterAsync(Some.Bot(Bot));
        return trading;
    }

    /// <summary>Closes the store and opens it again.</summary>
    /// <param name="whileClosed">What is done to its folder in between.</param>
    public async Task ReopenAsync(Action<string>? whileClosed = null)
    {
        await Store.DisposeAsync();
        whileClosed?.Invoke(_folder.Path);
        await OpenStoreAsync();
    }

    /// <summary>Checks that the store holds the same after it was closed and opened again.</summary>
    public async Task HoldsAfterReopeningAsync()
    {
        var before = await StateAsync();
        await ReopenAsync();
        Assert.That(await StateAsync(), Is.EqualTo(before));
    }

    /// <summary>Returns an order as callers give it: without an id.</summary>
    public static Order Order(OrderSide side = OrderSide.Buy, decimal quantity = 100, string symbol = "AAPL") =>
        Trading.Orders.Some(side, quantity) with { OrderId = Guid.Empty, Symbol = symbol };

    public Task<Order> SubmitAsync(OrderSide side = OrderSide.Buy, decimal quantity = 100, string symbol = "AAPL") =>
        Store.Orders.SubmitAsync(Order(side, quantity, symbol));

    public Task<RecordedExecution> FillAsync(Order order, decimal quantity, decimal price = 10) =>
        Store.Executions.RecordAsync(Trading.Orders.Fill(order, quantity, price));

    /// <summary>Buys or sells by an order of its own.</summary>
    public async Task<RecordedExecution> TradeAsync(OrderSide side, decimal quantity, decimal price, string symbol = "AAPL", string bot = Bot) =>
        await FillAsync(await Store.Orders.SubmitAsync(Order(side, quantity, symbol) with { BotId = bot }), quantity, price);

    /// <summary>Returns the position that a bot holds.</summary>
    public Position Position(string symbol = "AAPL", string bot = Bot) => Store.Positions.Find(bot, "NASDAQ", symbol)!;

    /// <summary>Checks that a call is refused, and that neither memory nor database know of it.</summary>
    public async Task<TException> RefusesAsync<TException>(Func<Task> call)
        where TException : Exception
    {
        var before = await StateAsync();
        var error = await Assert.ThrowsAsync<TException>(async () => await call());
        Assert.That(await StateAsync(), Is.EqualTo(before));
        return error!;
    }

    /// <summary>Returns everything that the store holds of trading, in memory and in the database.</summary>
    public async Task<IReadOnlyList<object>> StateAsync()
    {
        var live = Store.Live;
        var rows = new List<object> { (live.OrderIds.Count, live.ClientOrderIds.Count, live.ExecutionIds.Count, live.TradeIds.Count) };
        live.Gate.Read(_ =>
        {
            rows.AddRange(live.Bots.DecidedRows.OrderBy(b => b.BotId));
            rows.AddRange(live.Orders.DecidedRows.OrderBy(o => o.OrderId));
            rows.AddRange(live.Positions.DecidedRows.OrderBy(p => (p.BotId, p.Symbol)));
            rows.AddRange(live.Trades.DecidedRows.OrderBy(t => t.TradeId));
            return rows.Count;
        });
        rows.AddRange((await Store.Orders.Query().ToListAsync()).OrderBy(o => o.OrderId));
        rows.AddRange((await Store.Orders.QueryEvents().ToListAsync()).OrderBy(e => (e.OrderId, e.FilledQuantity, e.ToStatus, e.FromStatus, e.RetryCount, e.Timestamp, e.Message)));
        rows.AddRange((await Store.Executions.Query().ToListAsync()).OrderBy(e => e.ExecutionId));
        rows.AddRange((await Store.Positions.Query().ToListAsync()).OrderBy(p => (p.BotId, p.Symbol)));
        rows.AddRange((await Store.RoundTrips.Query().ToListAsync()).OrderBy(t => t.TradeId));
        rows.AddRange((await Store.Positions.QuerySnapshots().ToListAsync()).OrderBy(p => (p.BotId, p.Symbol, p.Timestamp)));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task OpenStoreAsync() => Store = await Quick.OpenAsync(_folder, options =>
    {
        options.TimeProvider = Clock;
        _change?.Invoke(options);
    });
}
