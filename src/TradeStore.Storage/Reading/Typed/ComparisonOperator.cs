namespace TradeStore.Storage.Reading.Typed;

/// <summary>How two values are compared.</summary>
internal enum ComparisonOperator
{
    Equal = 0,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
