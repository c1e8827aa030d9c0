using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TradeStore.Hosting;
using TradeStore.Model;
using TradingBot.Feed;
using TradingBot.Reporting;
using TradingBot.Strategy;
using TradingBot.Trading;

namespace TradingBot.Running;

/// <summary>Puts the bot together, and runs it until it is stopped or its time is over.</summary>
internal static class BotHost
{
    private const int TicksOnTheWay = 1_024;

    public static async Task<int> RunAsync(BotOptions options, CancellationToken cancellationToken)
    {
        Terminal.Prepare();
        using var host = Build(options);
        List<BackgroundService> services = [.. host.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        await host.RunAsync(cancellationToken);

        // The host has logged the error, and stopped because of it.
        return services.Exists(service => service.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }

    private static IHost Build(BotOptions options)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddFilter<ConsoleLoggerProvider>(category: null, LogLevel.Warning);

        // The store's errors reach whoever called it; shown here, too, they would be shown twice.
        builder.Logging.AddFilter<ConsoleLoggerProvider>("TradeStore", LogLevel.Critical);
        builder.Logging.AddTradeStoreLogging();
        builder.Services.AddTradeStore(builder.Configuration.GetSection("TradeStore"), store =>
        {
            store.Path = options.StoreFolder;
            store.Trading.MarkFromTicks = true;
        });
        builder.Services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Channel.CreateBounded<Tick>(new BoundedChannelOptions(TicksOnTheWay) { SingleReader = true, SingleWriter = true }))
            .AddSingleton<Tally>()
            .AddSingleton<CrossoverStrategy>()
            .AddSingleton<PaperBroker>()
            .AddSingleton<SignalDesk>()
            .AddSingleton<SignalRecovery>();

        // Started in this order, and stopped in the opposite one: first the feed, and the store last of all.
        builder.Services
            .AddHostedService<BotSession>()
            .AddHostedService<Bookkeeper>()
            .AddHostedService<Trader>()
            .AddHostedService<SimulatedFeed>();
        return builder.Build();
    }
}
