namespace TradeStore.Live;

/// <summary>One value of the live state, such as the last link of the audit chain.</summary>
internal sealed class LiveValue<T>(T initial) : ILiveSet
{
    private T _acknowledged = initial;
    private T _decided = initial;

    /// <summary>Gets the value as it was decided last; by a decision only.</summary>
    public T Decided => _decided;

    /// <summary>Takes a value that is on its way to the journal.</summary>
    public void Decide(T value) => _decided = value;

    /// <summary>Takes a value that is in the journal.</summary>
    public void Acknowledge(T value) => _acknowledged = value;

    /// <summary>Takes the value that the database holds.</summary>
    public void Load(T value) => _acknowledged = _decided = value;

    public void Withdraw() => _decided = _acknowledged;
}
