using Microsoft.Extensions.Hosting;
using TradeStore;
using TradingBot.Reporting;
using TradingBot.Trading;

namespace TradingBot.Running;

/// <summary>Sends the bot's heartbeats, and keeps a snapshot of its positions now and then, and at the end.</summary>
internal sealed class Bookkeeper(Store store, Tally tally, TimeProvider clock) : BackgroundService
{
    private const int BeatsBetweenSnapshots = 15;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await store.Positions.SnapshotAsync(BotProfile.BotId, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        for (var beat = 1; await timer.WaitForNextTickAsync(stoppingToken); beat++)
        {
            var account = Account.Of(store);
            await store.Bots.HeartbeatAsync(BotProfile.BotId, account.Equity, stoppingToken);
            await Console.Out.WriteLineAsync($"{clock.GetLocalNow():HH:mm:ss}  {tally.Read()}  net P&L {account.NetPnl:N2}");
            if (beat % BeatsBetweenSnapshots == 0)
            {
                await store.Positions.SnapshotAsync(BotProfile.BotId, stoppingToken);
            }
        }
    }
}
