namespace TradeStore.Schema;

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

/// <summary>Which digits which number has.</summary>
internal static class NumberFormats
{
    private static readonly DecimalFormat Narrow = new(18, 8);
    private static readonly DecimalFormat Wide = new(28, 8);
    private static readonly DecimalFormat Fine = new(28, 12);
    private static readonly DecimalFormat Widest = new(38, 18);

    public static DecimalFormat Of(NumberPrecision precision, NumberRole role) => (precision, role) switch
    {
        (NumberPrecision.Token, _) => Widest,
        (NumberPrecision.Crypto, NumberRole.Price or NumberRole.AveragePrice) => Fine,
        (NumberPrecision.Standard, NumberRole.Price or NumberRole.Size) => Narrow,
        _ => Wide,
    };
}
