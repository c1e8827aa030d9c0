using TradeStore.Storage.Configuration;

namespace TradeStore.Tests.Configuration;

/// <summary>The clock that an application hands in measures time, whatever it does.</summary>
internal sealed class GuardedClockTests
{
    [Test]
    public void Time_never_goes_back_and_goes_on_behind_a_step_back_and_a_failure()
    {
        var told = new Queue<long?>([100, 110, 30, 45, null, 50]);
        var clock = GuardedClock.Of(new ScriptedClock(told));

        var elapsed = Enumerable.Range(0, told.Count).Select(_ => clock.GetTimestamp() - 100).ToList();

        Assert.That(elapsed, Is.EqualTo(new[] { 10, 10, 25, 25, 30 }), "the second is a step back, the fourth is not told");
    }

    [Test]
    public void The_systems_clock_needs_no_guard() => Assert.That(GuardedClock.Of(TimeProvider.System), Is.SameAs(TimeProvider.System));

    [Test]
    public void A_time_that_nothing_can_be_counted_from_is_none()
    {
        var before = TimeProvider.System.GetUtcNow();
        foreach (var told in new[] { DateTimeOffset.MaxValue, DateTimeOffset.MinValue })
        {
            Assert.That(GuardedClock.Of(new StoppedClock(told)).GetUtcNow(), Is.GreaterThanOrEqualTo(before).And.LessThan(before.AddDays(1)));
        }
    }

    private sealed class StoppedClock(DateTimeOffset told) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => told;
    }

    private sealed class ScriptedClock(Queue<long?> told) : TimeProvider
    {
        public override long GetTimestamp() => told.Dequeue() ?? throw new InvalidOperationException("clock");
    }
}
