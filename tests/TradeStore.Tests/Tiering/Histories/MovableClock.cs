namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A clock whose time stands until it is moved, so that what is due is known exactly; what waits for it waits no longer than it would for any.</summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _now += by;
        }
    }

    public void MoveTo(DateTime now) => Advance(now - Now);
}
