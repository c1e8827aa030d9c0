namespace TradeStore.Storage.Schema;

/// <summary>How many digits the numbers of a store's own tables have. It is chosen when the store is made, and stays.</summary>
public enum NumberPrecision
{
    /// <summary>Prices and market sizes DECIMAL(18,8), money and quantities DECIMAL(28,8): shares, futures, currencies, and the fastest sums.</summary>
    Standard = 0,

    /// <summary>Prices DECIMAL(28,12), sizes, quantities and money DECIMAL(28,8): coins of small prices and large amounts.</summary>
    Crypto,

    /// <summary>All numbers DECIMAL(38,18): tokens of 18 decimals.</summary>
    Token,
}
