namespace TradeStore.Tests.Reading.Typed;

/// <summary>An enumeration whose names are not in the order of its values.</summary>
internal enum Phase
{
    Waiting = 0,
    Active,
    Done,
}
