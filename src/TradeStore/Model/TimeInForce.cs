namespace TradeStore.Model;

/// <summary>How long an order stands; stored by its lower-case name.</summary>
public enum TimeInForce
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>day</c>: to the end of the trading day.</summary>
    Day,

    /// <summary><c>gtc</c>: until it is cancelled.</summary>
    Gtc,

    /// <summary><c>ioc</c>: what can be filled at once; the rest is cancelled.</summary>
    Ioc,

    /// <summary><c>fok</c>: the whole at once, or nothing.</summary>
    Fok,
}
