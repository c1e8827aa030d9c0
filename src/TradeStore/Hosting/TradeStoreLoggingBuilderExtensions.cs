using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeStore.Telemetry.Logs;

namespace TradeStore.Hosting;

/// <summary>Has a host's log stored.</summary>
public static class TradeStoreLoggingBuilderExtensions
{
    /// <summary>
    /// Stores what is logged in the table <c>application_logs</c> of the store that <c>AddTradeStore</c> registers. Logging never waits and never
    /// fails by it: entries wait in memory, are written in batches, and the oldest are dropped and counted when they come too fast. What is
    /// logged before the store is open is stored when it is. The store's own messages are not stored. The levels are those of
    /// <c>Logging:TradeStore:LogLevel</c>.
    /// </summary>
    /// <param name="builder">The logging.</param>
    /// <returns>The logging; adding it again adds nothing twice.</returns>
    public static ILoggingBuilder AddTradeStoreLogging(this ILoggingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<LogBuffer>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, ApplicationLogProvider>(provider => new ApplicationLogProvider(
            provider.GetRequiredService<LogBuffer>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetService<IHostEnvironment>()?.ApplicationName ?? Assembly.GetEntryAssembly()?.GetName().Name ?? "application")));
        return builder;
    }
}
