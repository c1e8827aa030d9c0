using TradeStore.Model;

namespace TradeStore.Auditing;

/// <summary>What an audit record says of a changed tick.</summary>
/// <param name="Tick">What the tick is known by.</param>
/// <param name="Before">As it counted before.</param>
/// <param name="After">As it counts since; missing when it was busted.</param>
/// <param name="Reason">Why.</param>
internal sealed record TickChangeDetails(TickKey Tick, Tick Before, Tick? After, string Reason);
