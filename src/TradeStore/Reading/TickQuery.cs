namespace TradeStore.Reading;

/// <summary>Which ticks to read.</summary>
public sealed record TickQuery : SeriesQuery;
