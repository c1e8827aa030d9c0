namespace TradeStore.Model;

/// <summary>How an order is to be executed; stored by its lower-case name.</summary>
public enum OrderType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>market</c>: at once, at the best price there is.</summary>
    Market,

    /// <summary><c>limit</c>: at the limit price or better.</summary>
    Limit,

    /// <summary><c>stop</c>: as a market order once the stop price is reached.</summary>
    Stop,

    /// <summary><c>stop_limit</c>: as a limit order once the stop price is reached.</summary>
    StopLimit,
}
