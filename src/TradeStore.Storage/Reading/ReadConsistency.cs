namespace TradeStore.Storage.Reading;

/// <summary>How much of what was acknowledged a read must see.</summary>
public enum ReadConsistency
{
    /// <summary>Everything acknowledged before the read started; the read waits until that much is applied.</summary>
    Latest = 0,

    /// <summary>What is applied now; never waits.</summary>
    Applied,
}
