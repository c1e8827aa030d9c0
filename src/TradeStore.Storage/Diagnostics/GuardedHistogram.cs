using System.Diagnostics.Metrics;

#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Storage.Diagnostics;

/// <summary>A histogram whose listeners harm nobody.</summary>
internal readonly struct GuardedHistogram(Histogram<double> histogram)
{
    public bool Enabled => histogram.Enabled;

    public void Record(double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
        }
    }
}
