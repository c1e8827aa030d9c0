using TradeStore.Model;

namespace TradeStore.Import.Lean.Files;

/// <summary>One zip of a LEAN folder. <paramref name="Day"/> is missing for hour and daily files, which hold a symbol's whole history.</summary>
internal sealed record LeanFile(string FullPath, string RelativePath, long Bytes, LeanSeries Series, DateOnly? Day, bool IsQuote);

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

/// <summary>
/// The trade and the quote file of the same symbol and day (or history), read together: ticks so that they are stored in order of
/// time, bars because both make one row.
/// </summary>
internal sealed record LeanUnit(LeanSeries Series, DateOnly? Day, LeanFile? Trade, LeanFile? Quote)
{
    public IEnumerable<LeanFile> Files
    {
        get
        {
            if (Trade is not null)
            {
                yield return Trade;
            }

            if (Quote is not null)
            {
                yield return Quote;
            }
        }
    }
}
