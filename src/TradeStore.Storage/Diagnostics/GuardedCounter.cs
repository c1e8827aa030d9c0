using System.Diagnostics.Metrics;

#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Storage.Diagnostics;

/// <summary>A counter whose listeners harm nobody.</summary>
internal readonly struct GuardedCounter(Counter<long> counter)
{
    public bool Enabled => counter.Enabled;

    public void Add(long count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(count, tags);
        }
        catch (Exception)
        {
        }
    }
}
