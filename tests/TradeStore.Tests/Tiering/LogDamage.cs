namespace TradeStore.Tests.Tiering;

/// <summary>What has become of the engine's log.</summary>
internal enum LogDamage
{
    None = 0,
    Gone,
    CutInHalf,
    Garbled,
}
