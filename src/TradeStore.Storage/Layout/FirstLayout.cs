namespace TradeStore.Storage.Layout;

/// <summary>
/// The tables of the first layout, which kept no record of them, as they were declared then: so that a later declaration is held
/// against what the partitions of such a store have. These texts never change.
/// </summary>
internal static class FirstLayout
{
    private const string Ticks =
        """{"name":"market_ticks","version":1,"time":"ts","span":"Day","key":["exchange","symbol","ts","sequence_number"],"cluster":["symbol","exchange","ts"],"duplicates":"Ignore","lane":"Market","columns":["""
        + """{"id":1,"name":"ts","type":"Timestamp","scale":0,"nullable":false,"repeats":false},{"id":2,"name":"exchange","type":"Text","scale":0,"nullable":false,"repeats":true},"""
        + """{"id":3,"name":"symbol","type":"Text","scale":0,"nullable":false,"repeats":true},{"id":4,"name":"bid_price","type":"Decimal18","scale":8,"nullable":true,"repeats":false},"""
        + """{"id":5,"name":"ask_price","type":"Decimal18","scale":8,"nullable":true,"repeats":false},{"id":6,"name":"bid_size","type":"Decimal18","scale":8,"nullable":true,"repeats":false},"""
        + """{"id":7,"name":"ask_size","type":"Decimal18","scale":8,"nullable":true,"repeats":false},{"id":8,"name":"last_price","type":"Decimal18","scale":8,"nullable":true,"repeats":false},"""
        + """{"id":9,"name":"last_size","type":"Decimal18","scale":8,"nullable":true,"repeats":false},{"id":10,"name":"volume","type":"Decimal28","scale":8,"nullable":true,"repeats":false},"""
        + """{"id":11,"name":"sequence_number","type":"BigInt","scale":0,"nullable":true,"repeats":false},{"id":12,"name":"conditions","type":"TextList","scale":0,"nullable":true,"repeats":false},"""
        + """{"id":13,"name":"tape","type":"Text","scale":0,"nullable":true,"repeats":true},{"id":14,"name":"source","type":"Text","scale":0,"nullable":true,"repeats":true},"""
        + """{"id":15,"name":"correlation_id","type":"Uuid","scale":0,"nullable":true,"repeats":false},{"id":16,"name":"ingestion_time","type":"Timestamp","scale":0,"nullable":false,"repeats":false}"""
        + """]}""";

    private const string Bars =
        """{"name":"ohlcv_bars","version":1,"time":"ts","span":"Month","key":["exchange","symbol","timeframe","ts"],"cluster":["timeframe","symbol","ts"],"duplicates":"Replace","lane":"Market","columns":["""
        + """{"id":1,"name":"exchange","type":"Text","scale":0,"nullable":false,"repeats":true},{"id":2,"name":"symbol","type":"Text","scale":0,"nullable":false,"repeats":true},"""
        + """{"id":3,"name":"timeframe","type":"Text","scale":0,"nullable":false,"repeats":true},{"id":4,"name":"ts","type":"Timestamp","scale":0,"nullable":false,"repeats":false},"""
        + """{"id":5,"name":"open","type":"Decimal18","scale":8,"nullable":false,"repeats":false},{"id":6,"name":"high","type":"Decimal18","scale":8,"nullable":false,"repeats":false},"""
        + """{"id":7,"name":"low","type":"Decimal18","scale":8,"nullable":false,"repeats":false},{"id":8,"name":"close","type":"Decimal18","scale":8,"nullable":false,"repeats":false},"""
        + """{"id":9,"name":"volume","type":"Decimal28","scale":8,"nullable":false,"repeats":false},{"id":10,"name":"vwap","type":"Decimal18","scale":8,"nullable":true,"repeats":false},"""
        + """{"id":11,"name":"trade_count","type":"BigInt","scale":0,"nullable":true,"repeats":false},{"id":12,"name":"is_complete","type":"Boolean","scale":0,"nullable":false,"repeats":false},"""
        + """{"id":13,"name":"indicators","type":"Json","scale":0,"nullable":true,"repeats":false}"""
        + """]}""";

    public static IReadOnlyList<StoredDefinition> Tables { get; } =
    [
        new("market_ticks", Ticks, IsChanging: false),
        new("ohlcv_bars", Bars, IsChanging: false),
    ];
}
