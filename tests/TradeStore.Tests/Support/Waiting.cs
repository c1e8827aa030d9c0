namespace TradeStore.Tests.Support;

/// <summary>Waits that end: what should come soon and does not is a failure, not a hang.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static Task Soon(this Task task) => task.WaitAsync(Longest);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Longest);

    public static Task Soon(this ValueTask task) => task.AsTask().WaitAsync(Longest);
}
