namespace TradeStore.Testing;

/// <summary>
/// A clock that stands still until it is moved. Timers, delays and timeouts that go by it fire on the thread that moves it, each at its own
/// time and in the order of their times. Thread-safe.
/// </summary>
/// <remarks>
/// Set it as <c>StoreOptions.TimeProvider</c>, and it decides ingestion times, timeouts and retention. A callback may use the clock, but
/// must not move it and wait for a timer.
/// </remarks>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ManualTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private DateTimeOffset _now;
    private long _elapsed;
    private long _order;

    /// <summary>Makes a clock.</summary>
    /// <param name="now">What it shows; 2 March 2026, 14:30 UTC when left out: a Monday on which US markets have just opened.</param>
    public ManualClock(DateTimeOffset? now = null) => _now = (now ?? new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <summary>Gets the ticks of <see cref="GetTimestamp"/> in a second: 10,000,000.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets UTC: no machine's zone decides a test.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Gets the number of timers that will fire: what waits for the clock.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.UnorderedItems.Count(t => t.Element.IsArmedAt(t.Priority.Order));
            }
        }
    }

    /// <summary>Returns the time shown, UTC.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>Returns the time that has passed since the clock was made, in ticks of 100 ns; setting the clock by <see cref="SetUtcNow"/> moves it, too.</summary>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed;
        }
    }

    /// <summary>Moves the clock on and fires what falls due, in order; a timer that fires sees its own time.</summary>
    /// <param name="by">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative: timestamps never run back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset until;
        lock (_gate)
        {
            until = _now + by;
        }

        MoveTo(until);
    }

    /// <summary>Moves the clock on to a time and fires what falls due, in order.</summary>
    /// <param name="now">The time, not before the one shown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is in the clock's past.</exception>
    public void SetUtcNow(DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, GetUtcNow());
        MoveTo(now.ToUniversalTime());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period;
            timer.Order = dueTime == Timeout.InfiniteTimeSpan ? null : Enqueue(timer, _now + dueTime);
        }

        if (dueTime == TimeSpan.Zero)
        {
            // As a real timer does: at once, and not on the thread that made it.
            ThreadPool.QueueUserWorkItem(_ => Advance(TimeSpan.Zero));
        }

        return true;
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.Order = null;
            timer.IsDisposed = true;
        }
    }

    private long Enqueue(ManualTimer timer, DateTimeOffset due)
    {
        _timers.Enqueue(timer, (due, ++_order));
        return _order;
    }

    private void MoveTo(DateTimeOffset until)
    {
        while (Next(until) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? Next(DateTimeOffset until)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var at) && at.Due <= until)
            {
                _timers.Dequeue();
                if (!timer.IsArmedAt(at.Order))
                {
                    continue;
                }

                Show(at.Due);
                timer.Order = timer.Period > TimeSpan.Zero ? Enqueue(timer, at.Due + timer.Period) : null;
                return timer;
            }

            Show(until);
            return null;
        }
    }

    private void Show(DateTimeOffset now)
    {
        if (now > _now)
        {
            _elapsed += (now - _now).Ticks;
            _now = now;
        }
    }
}
