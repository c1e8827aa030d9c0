using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using TradeStore;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradingBot.Reporting;

namespace TradingBot.Feed;

/// <summary>Stores the market's ticks, and hands each on to the trader once it is durable.</summary>
internal sealed class SimulatedFeed(
    Store store, Channel<Tick> channel, BotOptions options, Tally tally, TimeProvider clock, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var market = await TakeUpMarketAsync(stoppingToken);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / options.Speed), clock);
            for (var left = options.Ticks ?? long.MaxValue; left > 0 && await timer.WaitForNextTickAsync(stoppingToken); left--)
            {
                var now = clock.GetUtcMicroseconds();
                await PublishAsync([.. market.Select(symbol => symbol.Next(now))]);
            }

            lifetime.StopApplication();
        }
        finally
        {
            channel.Writer.TryComplete();
        }
    }

    private async Task<SimulatedSymbol[]> TakeUpMarketAsync(CancellationToken cancellationToken)
    {
        var market = BotProfile.Symbols.Select((symbol, index) => new SimulatedSymbol(options.Seed, index, symbol)).ToArray();
        foreach (var symbol in market)
        {
            if (await store.Ticks.LatestAsync(BotProfile.Exchange, symbol.Symbol, TickKind.Quote, cancellationToken) is { } last)
            {
                symbol.GoOnAfter(last);
            }
        }

        return market;
    }

    // Not cancelled by a stop: what is stored is traded on, too, so that the next start finds nothing half done.
    private async Task PublishAsync(Tick[] ticks)
    {
        await store.Ticks.AppendAsync(ticks, CancellationToken.None);
        tally.AddTicks(ticks.Length);
        foreach (var tick in ticks)
        {
            await channel.Writer.WriteAsync(tick, CancellationToken.None);
        }
    }
}
