using TradeStore;
using TradeStore.Model;

namespace TradingBot.Strategy;

/// <summary>A crossover for each symbol, taken up again from stored ticks.</summary>
internal sealed class CrossoverStrategy(Store store)
{
    private readonly Dictionary<string, Crossover> _crossovers = BotProfile.Symbols.ToDictionary(symbol => symbol, _ => new Crossover());

    /// <summary>Gets how many symbols have their moving averages.</summary>
    public int ReadySymbols => _crossovers.Values.Count(crossover => crossover.IsReady);

    /// <summary>Fills the moving averages with the newest stored prices.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var (symbol, crossover) in _crossovers)
        {
            var newest = await store.Ticks.Query()
                .Where(t => t.Exchange == BotProfile.Exchange && t.Symbol == symbol && t.LastPrice != null)
                .OrderByDescending(t => t.Timestamp).ThenByDescending(t => t.SequenceNumber)
                .Take(Crossover.Slow)
                .ToListAsync(cancellationToken);
            foreach (var tick in newest.Reverse())
            {
                crossover.Observe(tick.LastPrice!.Value);
            }
        }
    }

    /// <summary>Says what a tick calls for.</summary>
    public TradeAction Observe(Tick tick) => _crossovers[tick.Symbol].Observe(tick.LastPrice!.Value);
}
