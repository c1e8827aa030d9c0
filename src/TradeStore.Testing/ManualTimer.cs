namespace TradeStore.Testing;

/// <summary>A timer of a <see cref="ManualClock"/>, which guards what is in it.</summary>
internal sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
{
    /// <summary>Gets or sets the entry of the clock's queue that counts; older ones are passed over.</summary>
    public long? Order { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool IsArmedAt(long order) => Order == order;

    public void Fire() => fire();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        return clock.Arm(this, dueTime, period);
    }

    public void Dispose() => clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(TimeSpan time, string parameter)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(parameter, time, "It is negative and not infinite.");
        }
    }
}
