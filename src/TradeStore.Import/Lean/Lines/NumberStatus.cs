namespace TradeStore.Import.Lean.Lines;

/// <summary>What became of a number's text.</summary>
internal enum NumberStatus
{
    Ok = 0,
    Rounded,
    NotANumber,
    TooManyDecimals,
    TooLarge,
}
