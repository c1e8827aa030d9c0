using Microsoft.Extensions.Logging;

#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Storage.Diagnostics;

/// <summary>A listener of progress that ends nothing by what it throws; that it does is logged.</summary>
internal sealed class GuardedProgress<T>(IProgress<T> listener, ILogger? logger) : IProgress<T>
{
    public static GuardedProgress<T>? Of(IProgress<T>? listener, StoreTelemetry? telemetry) => listener is null ? null : new(listener, telemetry?.Logger);

    public void Report(T value)
    {
        try
        {
            listener.Report(value);
        }
        catch (Exception exception)
        {
            logger?.ListenerFailed(exception);
        }
    }
}
