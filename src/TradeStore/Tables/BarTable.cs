using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>ohlcv_bars</c>: a partition a UTC month; the newest version of a bar stays, but a forming one never in the place of a complete one.</summary>
internal static class BarTable
{
    public static Table<Bar> Definition { get; } = new TableBuilder<Bar>()
        .Name(1, "exchange", b => b.Exchange)
        .Name(2, "symbol", b => b.Symbol)
        .Named(3, "timeframe", b => b.Timeframe)
        .Timestamp(4, "ts", b => b.Timestamp)
        .Price(5, "open", b => b.Open)
        .Price(6, "high", b => b.High)
        .Price(7, "low", b => b.Low)
        .Price(8, "close", b => b.Close)
        .Amount(9, "volume", b => b.Volume, isNotNegative: true)
        .Price(10, "vwap", b => b.Vwap)
        .Integer(11, "trade_count", b => b.TradeCount, isNotNegative: true)
        .Boolean(12, "is_complete", b => b.IsComplete)
        .Json(13, "indicators", b => b.Indicators)
        .Rule("low", b => b.Low, b => b.Low <= b.Open && b.Low <= b.Close, "the low is above open or close.")
        .Rule("high", b => b.High, b => b.High >= b.Open && b.High >= b.Close, "the high is below open or close.")
        .Build(new TableSettings
        {
            Name = "ohlcv_bars",
            TimeColumn = "ts",
            Key = ["exchange", "symbol", "timeframe", "ts"],
            ClusterKey = ["timeframe", "symbol", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Precedence = "is_complete",
            Aging = TableAgings.Bars,
        });
}
