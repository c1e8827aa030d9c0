using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Telemetry.Logs;

/// <summary>Gives loggers whose entries are stored in <c>application_logs</c>; filters name it <c>TradeStore</c>.</summary>
[ProviderAlias("TradeStore")]
internal sealed class ApplicationLogProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly LogBuffer _buffer;
    private readonly LogEntryFactory _factory;
    private IExternalScopeProvider? _scopes;

    public ApplicationLogProvider(LogBuffer buffer, TimeProvider clock, string service)
    {
        _buffer = buffer;
        _factory = new LogEntryFactory(clock, service);
    }

    /// <summary>Makes a logger; what the store itself logs goes nowhere, since storing it would be logged again.</summary>
    /// <param name="categoryName">The category, which becomes the entry's component.</param>
    public ILogger CreateLogger(string categoryName) => string.Equals(categoryName, MetricNames.Source, StringComparison.Ordinal)
        ? NullLogger.Instance
        : new ApplicationLogger(categoryName, _buffer, _factory, () => _scopes);

    /// <summary>Takes the scopes of the host.</summary>
    /// <param name="scopeProvider">What knows the scopes.</param>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Does nothing: entries that wait are stored when the store is closed.</summary>
    public void Dispose()
    {
    }
}
