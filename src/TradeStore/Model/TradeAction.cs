namespace TradeStore.Model;

/// <summary>How a round trip was entered; stored by its name in lower case, in words joined by underscores.</summary>
public enum TradeAction
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>buy</c>: bought: a long position.</summary>
    Buy,

    /// <summary><c>sell</c>: sold: a short position.</summary>
    Sell,

    /// <summary><c>buy_yes</c>: a prediction market: bought the outcome yes.</summary>
    BuyYes,

    /// <summary><c>buy_no</c>: a prediction market: bought the outcome no.</summary>
    BuyNo,

    /// <summary><c>sell_yes</c>: a prediction market: sold the outcome yes.</summary>
    SellYes,

    /// <summary><c>sell_no</c>: a prediction market: sold the outcome no.</summary>
    SellNo,
}
