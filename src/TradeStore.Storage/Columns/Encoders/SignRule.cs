namespace TradeStore.Storage.Columns.Encoders;

/// <summary>What a column of numbers refuses by its sign.</summary>
internal static class SignRule
{
    /// <summary>Returns the rule a number breaks, or <see langword="null"/>.</summary>
    /// <param name="allowed">What the column takes.</param>
    /// <param name="sign">Below, at or above zero, as the number is.</param>
    public static string? Check(AllowedSign allowed, int sign) => allowed switch
    {
        AllowedSign.NotNegative when sign < 0 => "it may not be negative.",
        AllowedSign.Positive when sign <= 0 => "it must be greater than zero.",
        _ => null,
    };

    /// <summary>Returns what two flags of a declaration say.</summary>
    public static AllowedSign From(bool isNotNegative, bool isPositive) =>
        isPositive ? AllowedSign.Positive : isNotNegative ? AllowedSign.NotNegative : AllowedSign.Any;
}
