using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradeStore.Configuration;
using TradeStore.Telemetry.Logs;

namespace TradeStore.Hosting;

/// <summary>
/// The one store of a host: opened when the host starts, or when a service that is made before asks for it, and closed when all other services
/// have stopped.
/// </summary>
internal sealed class HostedStore(IOptions<StoreOptions> options, IServiceProvider services) : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Store? _store;
    private LogPump? _logs;
    private bool _isClosed;

    /// <summary>Gets the store; <see langword="null"/> when it is not open yet.</summary>
    public Store? Opened => Volatile.Read(ref _store);

    /// <summary>Opens the store once, and returns it.</summary>
    /// <exception cref="ObjectDisposedException">The host has stopped.</exception>
    public async Task<Store> OpenAsync(CancellationToken cancellationToken)
    {
        // On the caller's thread, since making the options makes services.
        var settings = options.Value;
        var path = Path.Combine(services.GetService<IHostEnvironment>()?.ContentRootPath ?? "", settings.Path);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(Store));
            if (_store is null)
            {
                var store = await Store.OpenAsync(path, settings, cancellationToken).ConfigureAwait(false);
                _logs = services.GetService<LogBuffer>() is { } buffer ? new LogPump(buffer, store.LogEntries, store.Parts.Telemetry) : null;
                Volatile.Write(ref _store, store);
            }

            return _store!;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stores the log entries that wait, and closes the store.</summary>
    public async Task CloseAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            try
            {
                if (_logs is not null)
                {
                    await _logs.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                if (_store is not null)
                {
                    await _store.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
