using TradeStore.Testing;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Testing;

internal sealed class ManualClockTests
{
    private ManualClock _clock = null!;
    private List<string> _fired = null!;

    [SetUp]
    public void Make() => (_clock, _fired) = (new ManualClock(), []);

    [Test]
    public void It_stands_still_until_it_is_moved()
    {
        var (now, timestamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        Assert.That(now, Is.EqualTo(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero)));

        _clock.Advance(TimeSpan.FromSeconds(90));
        _clock.SetUtcNow(now.AddMinutes(2).ToOffset(TimeSpan.FromHours(5)));

        Assert.That(_clock.GetUtcNow(), Is.EqualTo(now.AddMinutes(2)));
        Assert.That(_clock.GetUtcNow().Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(_clock.GetElapsedTime(timestamp), Is.EqualTo(TimeSpan.FromMinutes(2)));
        Assert.That(_clock.LocalTimeZone, Is.EqualTo(TimeZoneInfo.Utc));
    }

    [Test]
    public void It_never_runs_back()
    {
        Assert.That(() => _clock.Advance(TimeSpan.FromTicks(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _clock.SetUtcNow(_clock.GetUtcNow().AddTicks(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Timers_fire_in_the_order_of_their_times_and_see_them()
    {
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var sameAsLate = Timer("same as late", 3);
        using var never = Timer("never", 4);

        _clock.Advance(TimeSpan.FromSeconds(3.5));

        Assert.That(_fired, Is.EqualTo(new[] { "early 1", "late 3", "same as late 3" }));
        Assert.That(_clock.ArmedTimers, Is.EqualTo(1));
        Assert.That(Seconds(), Is.EqualTo(3.5));
    }

    [Test]
    public void A_timer_with_a_period_fires_at_each_of_its_times_until_it_is_changed_or_disposed()
    {
        var timer = Timer("tick", 2, period: 3);
        using var other = Timer("other", 4);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(_fired, Is.EqualTo(new[] { "tick 2", "other 4", "tick 5", "tick 8" }));

        Assert.That(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), Is.True);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(_fired.Skip(4), Is.EqualTo(new[] { "tick 10" }));

        timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(_fired, Has.Count.EqualTo(5));
        Assert.That(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), Is.False);
        Assert.That(_clock.ArmedTimers, Is.Zero);
    }

    [Test]
    public void A_timer_that_another_one_makes_fires_in_its_turn()
    {
        ITimer? second = null;
        using var last = Timer("last", 5);
        using var first = _clock.CreateTimer(_ => second = Timer("made", 2), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.That(_fired, Is.EqualTo(new[] { "made 3", "last 5" }));
        second!.Dispose();
    }

    [Test]
    public async Task Delays_and_timeouts_go_by_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _clock);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(10), _clock);
        Assert.That(delay.IsCompleted, Is.False);

        _clock.Advance(TimeSpan.FromMinutes(5));
        await delay.Soon();
        Assert.That(timeout.IsCancellationRequested, Is.False);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(timeout.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task A_timer_that_is_due_at_once_fires_without_the_clock_being_moved_and_not_on_the_thread_that_made_it()
    {
        var fired = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var isMade = new ManualResetEventSlim();

        await using var timer = _clock.CreateTimer(
            _ =>
            {
                isMade.Wait(TimeSpan.FromSeconds(30));
                fired.TrySetResult(1);
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        isMade.Set();

        await fired.Task.Soon();
    }

    [Test]
    public async Task Many_threads_can_use_and_move_it_at_once()
    {
        var fired = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 200; n++)
            {
                _ = _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromMilliseconds(1 + ((n + i) % 7)), Timeout.InfiniteTimeSpan);
                _clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }))).Soon();

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(fired, Is.EqualTo(1600));
        Assert.That(_clock.ArmedTimers, Is.Zero);
    }

    [Test]
    public void A_negative_time_is_misuse() => Assert.That(
        () => _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(-2), Timeout.InfiniteTimeSpan), Throws.TypeOf<ArgumentOutOfRangeException>());

    private ITimer Timer(string name, double seconds, double? period = null) => _clock.CreateTimer(
        _ => _fired.Add($"{name} {Seconds()}"), null, TimeSpan.FromSeconds(seconds), period is { } p ? TimeSpan.FromSeconds(p) : Timeout.InfiniteTimeSpan);

    private double Seconds() => _clock.GetElapsedTime(0).TotalSeconds;
}
