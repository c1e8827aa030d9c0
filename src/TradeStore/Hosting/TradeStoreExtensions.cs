using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Telemetry.Logs;

namespace TradeStore.Hosting;

/// <summary>Registers a store with a host.</summary>
public static class TradeStoreServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="Store"/> as a singleton that is opened when the host starts, before any other service does, and closed when all
    /// others have stopped; in between its data ages by itself (<see cref="TieringOptions.Every"/>). Its options come from a configuration section; a wrong one stops the host at its start, with an
    /// <see cref="OptionsValidationException"/> that names every wrong option with its value.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The store's section, for example <c>configuration.GetSection("TradeStore")</c>.</param>
    /// <param name="configure">Changes the options after the configuration was read; nothing by default.</param>
    /// <returns>The services. Registering again registers nothing twice; options of later calls go over those of earlier ones.</returns>
    /// <remarks>
    /// A service that is made before the host starts and takes a <see cref="Store"/> in its constructor, as a background service does, has it
    /// opened then and waits for it. A registered <see cref="System.TimeProvider"/>, <see cref="ILoggerFactory"/> and
    /// <see cref="IMeterFactory"/> are used.
    /// </remarks>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(TradingOptions))]
    public static IServiceCollection AddTradeStore(this IServiceCollection services, IConfiguration section, Action<StoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddTradeStore(options =>
        {
            OptionsReader.Read(section, options);
            configure?.Invoke(options);
        });
    }

    /// <summary>
    /// Registers the <see cref="Store"/> with options set in code; as <see cref="AddTradeStore(IServiceCollection, IConfiguration, Action{StoreOptions})"/> in all else.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; all defaults when it does nothing.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTradeStore(this IServiceCollection services, Action<StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (!services.Any(s => s.ServiceType == typeof(HostedStore)))
        {
            services.AddOptions<StoreOptions>().Configure<IServiceProvider>(TakeServices).ValidateOnStart();
            services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
            services.AddSingleton<HostedStore>();
            services.AddSingleton(provider => provider.GetRequiredService<HostedStore>().OpenAsync(CancellationToken.None).GetAwaiter().GetResult());

            // The first of all, so that it is the last to stop where a host stops its services in turn.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StoreHostedService>());
            services.Insert(1, ServiceDescriptor.Singleton<IHostedService, TieringService>());
        }

        services.AddOptions<StoreOptions>().Configure(configure);
        return services;
    }

    private static void TakeServices(StoreOptions options, IServiceProvider provider)
    {
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
        options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.MeterFactory = provider.GetService<IMeterFactory>() ?? options.MeterFactory;
    }
}

/// <summary>Adds the store to a host's health checks.</summary>
public static class TradeStoreHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the check <c>tradestore</c> of the store that <c>AddTradeStore</c> registers: healthy, degraded or unhealthy with the reasons, and
    /// the figures of <see cref="Store.GetHealth"/> as data. <c>docs/observability.md</c> has the thresholds.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name; <c>tradestore</c> by default.</param>
    /// <param name="tags">Tags to select it by; none by default.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddTradeStore(this IHealthChecksBuilder builder, string name = "tradestore", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Add(new HealthCheckRegistration(
            name, provider => ActivatorUtilities.CreateInstance<StoreHealthCheck>(provider), failureStatus: null, tags));
    }
}

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
