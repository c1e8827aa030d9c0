namespace TradeStore.Model;

/// <summary>Which ticks are asked for.</summary>
public enum TickKind
{
    /// <summary>Quotes and trades.</summary>
    Any = 0,

    /// <summary>Ticks with a bid or an ask.</summary>
    Quote,

    /// <summary>Ticks with a trade.</summary>
    Trade,
}
