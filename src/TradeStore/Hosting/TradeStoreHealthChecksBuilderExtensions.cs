using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TradeStore.Hosting;

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
