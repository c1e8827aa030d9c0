namespace TradeStore.Model;

/// <summary>Whether a round trip is over; stored by its lower-case name.</summary>
public enum TradeStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>open</c>: its position is held.</summary>
    Open,

    /// <summary><c>closed</c>: its position has been closed.</summary>
    Closed,
}
