using TradeStore.Model;

namespace TradeStore.Import.Lean.Files;

/// <summary>What a file's folders say about its rows. Market and symbol are as stored: lower-case market, upper-case symbol.</summary>
internal sealed record LeanSeries(LeanSecurityType SecurityType, string Market, LeanResolution Resolution, string Symbol)
{
    /// <summary>Gets the decimal places a price is moved by: LEAN writes equity prices times 10,000.</summary>
    public int PriceScale => SecurityType == LeanSecurityType.Equity ? 4 : 0;

    /// <summary>Gets a value indicating whether forex's lines are used, whose ticks carry no sizes.</summary>
    public bool IsQuoteOnly => SecurityType is LeanSecurityType.Forex or LeanSecurityType.Cfd;

    /// <summary>Gets a value indicating whether one zip holds a day, not a history.</summary>
    public bool IsByDay => Resolution is LeanResolution.Tick or LeanResolution.Second or LeanResolution.Minute;

    public Timeframe Timeframe => Resolution switch
    {
        LeanResolution.Second => Timeframe.OneSecond,
        LeanResolution.Minute => Timeframe.OneMinute,
        LeanResolution.Hour => Timeframe.OneHour,
        LeanResolution.Daily => Timeframe.OneDay,
        _ => Timeframe.None,
    };
}
