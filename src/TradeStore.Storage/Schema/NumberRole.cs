namespace TradeStore.Storage.Schema;

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
