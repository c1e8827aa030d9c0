using TradeStore.Model;
using TradeStore.Storage.Reading;

namespace TradeStore.Repositories;

/// <summary>Which ticks to read.</summary>
public sealed record TickQuery : SeriesQuery;

/// <summary>Which bars to read.</summary>
public sealed record BarQuery : SeriesQuery
{
    /// <summary>Gets the timeframe; bars of all timeframes when <see langword="null"/>.</summary>
    public Timeframe? Timeframe { get; init; }
}
