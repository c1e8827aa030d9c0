using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;

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
