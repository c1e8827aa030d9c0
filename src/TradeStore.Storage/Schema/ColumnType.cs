namespace TradeStore.Storage.Schema;

/// <summary>What a column holds; the numbers stand in journal frames and never change.</summary>
internal enum ColumnType : byte
{
    None = 0,
    Boolean = 1,
    Integer = 2,
    BigInt = 3,
    Double = 4,

    /// <summary>DECIMAL of up to 18 digits: 8 bytes.</summary>
    Decimal18 = 5,

    /// <summary>DECIMAL of up to 38 digits: 16 bytes.</summary>
    Decimal38 = 6,

    /// <summary>UTC, microseconds since 1970.</summary>
    Timestamp = 7,
    Date = 8,
    Uuid = 9,
    Text = 10,
    Json = 11,
    TextList = 12,
}
