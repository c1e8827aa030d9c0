namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A clock that says another time and runs as fast as any: what waits for it waits no longer than it would.</summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly Lock _gate = new();
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return System.GetUtcNow() + _offset;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _offset += by;
        }
    }

    public void MoveTo(DateTime now) => Advance(now - GetUtcNow().UtcDateTime);
}
