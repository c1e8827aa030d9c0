using Microsoft.Extensions.Time.Testing;

namespace TradeStore.Tests.Support;

/// <summary>A clock to set by hand that tells, too, what waits for it: a test that moves it before something has begun to wait would wait for ever.</summary>
internal sealed class WatchedClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly HashSet<WatchedTimer> _armed = [];

    /// <summary>Gets the number of timers that will fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_armed)
            {
                return _armed.Count;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ITimer CreateUnarmed(Action fire) => base.CreateTimer(_ => fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Note(WatchedTimer timer, bool isArmed)
    {
        lock (_armed)
        {
            _ = isArmed ? _armed.Add(timer) : _armed.Remove(timer);
        }
    }

    private sealed class WatchedTimer : ITimer
    {
        private readonly WatchedClock _clock;
        private readonly ITimer _timer;
        private bool _isPeriodic;

        public WatchedTimer(WatchedClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _timer = clock.CreateUnarmed(() =>
            {
                clock.Note(this, _isPeriodic);
                callback(state);
            });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _isPeriodic = period > TimeSpan.Zero;
            _clock.Note(this, dueTime != Timeout.InfiniteTimeSpan);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            _clock.Note(this, isArmed: false);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Note(this, isArmed: false);
            return _timer.DisposeAsync();
        }
    }
}
