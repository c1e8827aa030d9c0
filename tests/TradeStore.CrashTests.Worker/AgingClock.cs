namespace TradeStore.CrashTests.Worker;

/// <summary>A clock that is moved on, so that what was written just now is old.</summary>
/// <param name="days">By how much at first.</param>
public sealed class AgingClock(int days) : TimeProvider
{
    private long _days = days;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Volatile.Read(ref _days));

    public void Advance(int days) => Interlocked.Add(ref _days, days);
}
