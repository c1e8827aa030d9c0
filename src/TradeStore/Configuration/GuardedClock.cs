#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.
namespace TradeStore.Configuration;

/// <summary>The application's clock: where it throws the system's answers, so that no thread of the store ends by it.</summary>
internal sealed class GuardedClock : TimeProvider
{
    private readonly TimeProvider _clock;
    private long _lastTimestamp;

    private GuardedClock(TimeProvider clock)
    {
        _clock = clock;
        TimestampFrequency = Try(static c => c.TimestampFrequency, System.TimestampFrequency);
        _lastTimestamp = Try(static c => c.GetTimestamp(), 0);
    }

    public override long TimestampFrequency { get; }

    public override TimeZoneInfo LocalTimeZone => Try(static c => c.LocalTimeZone, TimeZoneInfo.Utc);

    /// <summary>Guards a clock; the system's needs none.</summary>
    public static TimeProvider Of(TimeProvider clock) => clock is GuardedClock || ReferenceEquals(clock, System) ? clock : new GuardedClock(clock);

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            return _clock.GetUtcNow();
        }
        catch (Exception)
        {
            return System.GetUtcNow();
        }
    }

    // Of a time that is not told none passes: the system's timestamps are counted from elsewhere.
    public override long GetTimestamp()
    {
        try
        {
            var now = _clock.GetTimestamp();
            Volatile.Write(ref _lastTimestamp, now);
            return now;
        }
        catch (Exception)
        {
            return Volatile.Read(ref _lastTimestamp);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        try
        {
            return new GuardedTimer(_clock.CreateTimer(callback, state, dueTime, period));
        }
        catch (Exception)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }
    }

    private T Try<T>(Func<TimeProvider, T> read, T otherwise)
    {
        try
        {
            return read(_clock);
        }
        catch (Exception)
        {
            return otherwise;
        }
    }
}
