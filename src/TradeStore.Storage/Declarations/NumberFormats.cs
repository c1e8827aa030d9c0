using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

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
