using TradeStore.Model;

namespace QuickStart.Questions;

/// <summary>A minute's trades, as SQL returns them.</summary>
internal sealed record MinuteBar(
    string Exchange, string Symbol, DateTime Minute, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, double Vwap, long Trades)
{
    public Bar ToBar() => new()
    {
        Exchange = Exchange,
        Symbol = Symbol,
        Timeframe = Timeframe.OneMinute,
        Timestamp = DateTime.SpecifyKind(Minute, DateTimeKind.Utc),
        Open = Open,
        High = High,
        Low = Low,
        Close = Close,
        Volume = Volume,
        Vwap = Math.Round((decimal)Vwap, 8),
        TradeCount = Trades,
    };
}
