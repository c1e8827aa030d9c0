namespace TradeStore.Model;

/// <summary>What a fill left of its order; stored by its lower-case name.</summary>
public enum ExecutionType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>partial</c>: the order is not filled whole.</summary>
    Partial,

    /// <summary><c>full</c>: the fill completes the order.</summary>
    Full,
}
