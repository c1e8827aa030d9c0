using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeStore.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Tiering;

namespace TradeStore.Hosting;

/// <summary>Does what is due for the host's store every so often, and checkpoints it while it is idle. What fails is told and tried again; it ends no host.</summary>
internal sealed class TieringService(HostedStore hosted, IOptions<StoreOptions> options) : BackgroundService
{
    /// <summary>How long nothing is written before a store counts as idle.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    // Services that start have the machine to themselves.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        var store = await hosted.OpenAsync(stoppingToken).ConfigureAwait(false);
        await Task.WhenAll(TierAsync(store, settings, stoppingToken), CheckpointAsync(store, settings, stoppingToken)).ConfigureAwait(false);
    }

    private static async Task TierAsync(Store store, StoreOptions settings, CancellationToken stoppingToken)
    {
        var (tiering, clock) = (settings.Tiering, settings.TimeProvider);
        if (tiering.Every == TimeSpan.Zero)
        {
            return;
        }

        for (var wait = FirstLook < tiering.Every ? FirstLook : tiering.Every; ; wait = QuietTimes.UntilNextLook(tiering, clock.GetUtcNow()))
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(false);
            if (!QuietTimes.IsQuiet(tiering, clock.GetUtcNow()))
            {
                continue;
            }

            await TryAsync(
                () => store.Tiering.RunWhileAsync(() => QuietTimes.IsQuiet(tiering, clock.GetUtcNow()), stoppingToken),
                failure => Logger(store).TieringGivenUp(failure, tiering.Every.TotalSeconds),
                stoppingToken).ConfigureAwait(false);
        }
    }

    private static async Task CheckpointAsync(Store store, StoreOptions settings, CancellationToken stoppingToken)
    {
        var checkpoint = new IdleCheckpoint(store);
        using var timer = new PeriodicTimer(Idle, settings.TimeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await TryAsync(() => checkpoint.LookAsync(stoppingToken), failure => Logger(store).IdleCheckpointFailed(failure), stoppingToken).ConfigureAwait(false);
        }
    }

    private static async Task TryAsync(Func<Task> work, Action<Exception> tell, CancellationToken stoppingToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is: the store serves its readers and writers, and says itself what is wrong with it.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            tell(failure);
        }
    }

    private static ILogger Logger(Store store) => store.Parts.Telemetry.Logger;
}
