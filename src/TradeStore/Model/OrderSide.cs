namespace TradeStore.Model;

/// <summary>Which way an order trades; stored by its lower-case name.</summary>
public enum OrderSide
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>buy</c>: it adds to a long position or takes from a short one.</summary>
    Buy,

    /// <summary><c>sell</c>: it takes from a long position or adds to a short one.</summary>
    Sell,
}
