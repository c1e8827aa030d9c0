namespace TradeStore.Live;

/// <summary>A part of the live state that decisions change.</summary>
internal interface ILiveSet
{
    /// <summary>Forgets everything that is decided and not acknowledged.</summary>
    public void Withdraw();
}
