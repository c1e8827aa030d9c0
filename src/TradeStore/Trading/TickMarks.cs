using System.Collections.Concurrent;
using TradeStore.Configuration;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>Values positions by the ticks that come in: the newest price of each symbol that is held, now and then, not every tick.</summary>
internal sealed class TickMarks : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Exchange, string Symbol), decimal> _newest = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LiveState _live;
    private readonly PositionDecisions _decisions;
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
    public async Task MarkAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
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

            if (prices.Count > 0)
            {
                await _live.Gate.DecideAsync(decision => prices.Select((p, row) => _decisions.Mark(decision, p, row).Count).Sum(), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _marking.ConfigureAwait(false);
        _turn.Dispose();
    }

    private static decimal? Price(Tick tick) => tick switch
    {
        { LastPrice: { } last } => last,
        { BidPrice: { } bid, AskPrice: { } ask } => decimal.Round((bid + ask) / 2, 8),
        _ => null,
    };

    private void Start()
    {
        if (_marking.IsCompleted)
        {
            _marking = TryMarkAsync();
        }
    }

    // A mark that fails is followed by the next one, with newer prices.
    private async Task TryMarkAsync()
    {
        try
        {
            await MarkAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException)
        {
        }
    }
}
