using System.Collections.Concurrent;
using TradeStore.Configuration;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Decisions;

/// <summary>Values positions by the ticks that come in: the newest price of each symbol that is held, now and then, not every tick.</summary>
internal sealed class TickMarks : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Exchange, string Symbol), decimal> _newest = [];
    private readonly Lock _starting = new();
    private readonly LiveState _live;
    private readonly PositionDecisions _decisions;
    private readonly CancellationTokenSource _closing = new();
    private readonly ITimer _timer;
    private Task _marking = Task.CompletedTask;

    public TickMarks(LiveState live, TradingOptions options, TimeProvider clock)
    {
        _live = live;
        _decisions = new PositionDecisions(live);
        _timer = clock.CreateTimer(static state => ((TickMarks)state!).Start(), this, options.MarkInterval, options.MarkInterval);
    }

    /// <summary>Notes the prices of ticks that are durable.</summary>
    public void Note(IReadOnlyList<Tick> ticks)
    {
        foreach (var tick in ticks)
        {
            if (Price(tick) is { } price)
            {
                _newest[(tick.Exchange, tick.Symbol)] = price;
            }
        }
    }

    /// <summary>Values what was noted since the last time.</summary>
    public Task MarkAsync(CancellationToken cancellationToken = default) => _newest.IsEmpty
        ? Task.CompletedTask
        : _live.Gate.DecideAsync(decision => _decisions.Mark(decision, TakeHeld()).Count, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        Task marking;
        lock (_starting)
        {
            marking = _marking;
        }

        await marking.ConfigureAwait(false);
        _closing.Dispose();
    }

    private decimal? Price(Tick tick) => tick switch
    {
        { LastPrice: { } last } => last,
        { BidPrice: { } bid, AskPrice: { } ask } => decimal.Round((bid + ask) / 2, _live.Numbers.PriceScale),
        _ => null,
    };

    // Taken within the decision: whenever it comes to be made, it is made by the newest prices.
    private List<MarketPrice> TakeHeld()
    {
        var held = _live.Positions.Rows.Where(p => p.Side != PositionSide.Flat).Select(p => (p.Exchange, p.Symbol)).ToHashSet();
        var prices = new List<MarketPrice>();
        foreach (var symbol in _newest.Keys)
        {
            if (_newest.TryRemove(symbol, out var price) && held.Contains(symbol))
            {
                prices.Add(new MarketPrice(symbol.Exchange, symbol.Symbol, price));
            }
        }

        return prices;
    }

    // Does not wait for the one before to be durable: an interval that is due is not left out because the disk was slow.
    private void Start()
    {
        lock (_starting)
        {
            _marking = _marking.IsCompleted ? TryMarkAsync() : Task.WhenAll(_marking, TryMarkAsync());
        }
    }

    // A mark that fails is followed by the next one, with newer prices.
    private async Task TryMarkAsync()
    {
        try
        {
            await MarkAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
