namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Which signs a column of numbers takes.</summary>
internal enum AllowedSign : byte
{
    Any = 0,
    NotNegative,
    Positive,
}
