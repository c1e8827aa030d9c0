using Microsoft.Extensions.Hosting;

namespace TradeStore.Hosting;

/// <summary>Opens the store before any service starts, and closes it after the last has stopped.</summary>
internal sealed class StoreHostedService(HostedStore store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What was acknowledged is safe whenever the host loses its patience, so that closing is not given up half-way.
    public Task StoppedAsync(CancellationToken cancellationToken) => store.CloseAsync();
}
