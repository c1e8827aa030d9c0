#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.

namespace TradeStore.Storage.Configuration;

/// <summary>The application's clock: where it throws the system's answers, so that no thread of the store ends by it, and where its timestamps go back none passes.</summary>
internal sealed class GuardedClock : TimeProvider
{
    // Times from which nobody can count on, a day ahead for one, are as good as none.
    private const int FirstYear = 1800;
    private const int LastYear = 9000;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private long _lastTold;
    private long _timestamp;

    private GuardedClock(TimeProvider clock)
    {
        _clock = clock;
        TimestampFrequency = Try(static c => c.TimestampFrequency, System.TimestampFrequency);
        _timestamp = _lastTold = Try(static c => c.GetTimestamp(), 0);
    }

    public override long TimestampFrequency { get; }

    public override TimeZoneInfo LocalTimeZone => Try(static c => c.LocalTimeZone, TimeZoneInfo.Utc);

    /// <summary>Guards a clock; the system's needs none.</summary>
    public static TimeProvider Of(TimeProvider clock) => clock is GuardedClock || ReferenceEquals(clock, System) ? clock : new GuardedClock(clock);

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            var told = _clock.GetUtcNow();
            return told.UtcDateTime.Year is > FirstYear and < LastYear ? told : System.GetUtcNow();
        }
        catch (Exception)
        {
            return System.GetUtcNow();
        }
    }

    // Of a time that is not told none passes: the system's timestamps are counted from elsewhere. And none passes in a step back, behind which it goes on.
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            var told = Try(static c => c.GetTimestamp(), _lastTold);
            var passed = unchecked(told - _lastTold);
            _lastTold = told;
            return _timestamp = unchecked(_timestamp + Math.Max(0, passed));
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
