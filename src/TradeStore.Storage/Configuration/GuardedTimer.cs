#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Storage.Configuration;

/// <summary>A timer of the application's clock, which harms no thread either.</summary>
internal sealed class GuardedTimer(ITimer timer) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        try
        {
            return timer.Change(dueTime, period);
        }
        catch (Exception exception) when (exception is not ObjectDisposedException and not ArgumentException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        try
        {
            timer.Dispose();
        }
        catch (Exception)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
        }
    }
}
