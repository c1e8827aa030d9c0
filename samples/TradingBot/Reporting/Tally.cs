namespace TradingBot.Reporting;

/// <summary>What the store has acknowledged in this run; counted by several services at the same time.</summary>
internal sealed class Tally
{
    private long _ticks;
    private long _signals;
    private long _orders;
    private long _fills;

    /// <summary>Returns the counts up to now.</summary>
    public Counts Read() => new(Interlocked.Read(ref _ticks), Interlocked.Read(ref _signals), Interlocked.Read(ref _orders), Interlocked.Read(ref _fills));

    public void AddTicks(int count) => Interlocked.Add(ref _ticks, count);

    public void AddSignal() => Interlocked.Increment(ref _signals);

    public void AddOrder() => Interlocked.Increment(ref _orders);

    public void AddFill() => Interlocked.Increment(ref _fills);
}
