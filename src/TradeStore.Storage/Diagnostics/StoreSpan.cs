using System.Diagnostics;

#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Storage.Diagnostics;

/// <summary>A span for as long as something lasts; nothing when nobody listens.</summary>
internal readonly struct StoreSpan : IDisposable
{
    private StoreSpan(Activity activity) => Activity = activity;

    /// <summary>Gets what is shown; <see langword="null"/> when nobody listens.</summary>
    public Activity? Activity { get; }

    public static StoreSpan Start(ActivitySource source, string name)
    {
        var before = Activity.Current;
        try
        {
            return source.HasListeners() && source.StartActivity(name, ActivityKind.Client) is { } activity ? new StoreSpan(activity) : default;
        }
        catch (Exception)
        {
            Activity.Current = before;
            return default;
        }
    }

    /// <summary>Shows more, which the application's rows may have to be asked for.</summary>
    public void Describe(Action<Activity> describe)
    {
        try
        {
            if (Activity is not null)
            {
                describe(Activity);
            }
        }
        catch (Exception)
        {
        }
    }

    public void Dispose()
    {
        try
        {
            Activity?.Dispose();
        }
        catch (Exception)
        {
            if (ReferenceEquals(Activity.Current, Activity))
            {
                Activity.Current = Activity!.Parent;
            }
        }
    }
}
