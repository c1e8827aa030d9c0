using Microsoft.Extensions.Hosting;
using TradeStore;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradingBot.Reporting;
using TradingBot.Trading;

namespace TradingBot.Running;

/// <summary>Sends the bot's heartbeats, and keeps its balance and a snapshot of its portfolio now and then, and at the end.</summary>
internal sealed class Bookkeeper(Store store, Tally tally, TimeProvider clock) : BackgroundService
{
    private const int BeatsBetweenSnapshots = 15;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SnapshotAsync(cancellationToken);
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
                await SnapshotAsync(stoppingToken);
            }
        }
    }

    // The store adds the positions, as they stand, to the newest balance.
    private async Task SnapshotAsync(CancellationToken cancellationToken)
    {
        var balance = new AccountBalance
        {
            Timestamp = clock.GetUtcMicroseconds(),
            BotId = BotProfile.BotId,
            Exchange = BotProfile.Exchange,
            Currency = BotProfile.Currency,
            Balance = Account.Of(store).Cash,
            SnapshotType = SnapshotType.Intraday,
        };
        await store.Balances.RecordAsync(balance, cancellationToken);
        await store.Portfolio.TakeSnapshotAsync(BotProfile.BotId, SnapshotType.Intraday, BotProfile.Currency, cancellationToken);
    }
}
