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

/// <summary>What a number of a built-in table is, by which a store's <see cref="NumberPrecision"/> gives it its digits.</summary>
internal enum NumberRole
{
    /// <summary>A price that somebody quoted or paid.</summary>
    Price = 0,

    /// <summary>A price that was computed: an average may have more digits than the prices it is of.</summary>
    AveragePrice,

    /// <summary>A size of the market.</summary>
    Size,

    /// <summary>A quantity of the trading tables, money, a cumulated volume.</summary>
    Amount,
}
