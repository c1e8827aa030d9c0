using Microsoft.Extensions.Hosting;
using TradeStore;
using TradeStore.Model;
using TradingBot.Reporting;
using TradingBot.Strategy;
using TradingBot.Trading;

namespace TradingBot.Running;

/// <summary>Begins a run with what the store knows of those before, and ends it with a report.</summary>
internal sealed class BotSession(Store store, CrossoverStrategy strategy, SignalRecovery recovery, Tally tally) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (store.Bots.Find(BotProfile.BotId) is null)
        {
            await store.Bots.RegisterAsync(
                new Bot
                {
                    BotId = BotProfile.BotId,
                    Name = BotProfile.Name,
                    Strategy = BotProfile.Strategy,
                    Status = BotStatus.Registered,
                    Exchange = BotProfile.Exchange,
                    Equity = BotProfile.StartingCash,
                },
                cancellationToken);
            await Console.Out.WriteLineAsync($"A new bot in {store.Path}");
        }
        else
        {
            await GoOnAsync(cancellationToken);
        }

        await store.Bots.SetStatusAsync(BotProfile.BotId, BotStatus.Running, cancellationToken: cancellationToken);
        await Console.Out.WriteLineAsync("Trading; Ctrl-C ends it.");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await store.Bots.SetStatusAsync(BotProfile.BotId, BotStatus.Stopped, $"after {tally.Read()}", cancellationToken);
        await Report.ShowAsync(store, tally, cancellationToken);
    }

    private async Task GoOnAsync(CancellationToken cancellationToken)
    {
        await strategy.RestoreAsync(cancellationToken);
        var settled = await recovery.SettleAsync(cancellationToken);
        var orders = store.Orders.GetOpen(BotProfile.BotId).Count;
        var positions = store.Positions.GetOpen(BotProfile.BotId).Count;
        await Console.Out.WriteLineAsync($"Going on in {store.Path}: {await Counts.OfStoreAsync(store, cancellationToken)}");
        await Console.Out.WriteLineAsync(
            $"Taken up again: {positions:N0} positions, {orders:N0} open orders, the averages of {strategy.ReadySymbols:N0} symbols; {settled:N0} pending signals settled");
    }
}
