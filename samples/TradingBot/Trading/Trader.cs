using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using TradeStore.Model;
using TradingBot.Strategy;

namespace TradingBot.Trading;

/// <summary>Lets the broker, then the strategy, see every tick of the feed, in its order.</summary>
internal sealed class Trader(Channel<Tick> channel, PaperBroker broker, CrossoverStrategy strategy, SignalDesk desk) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // To the end of the feed, also while the host stops: it has stopped the feed before, and waits for this.
            await foreach (var tick in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                await broker.MatchAsync(tick, CancellationToken.None);
                if (strategy.Observe(tick) is var action and not TradeAction.None)
                {
                    await desk.ActAsync(tick, action, CancellationToken.None);
                }
            }
        }
        finally
        {
            // A feed must not wait for a trader that failed.
            channel.Writer.TryComplete();
        }
    }
}
