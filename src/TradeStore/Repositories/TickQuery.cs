using TradeStore.Storage.Reading;

namespace TradeStore.Repositories;

/// <summary>Which ticks to read.</summary>
public sealed record TickQuery : SeriesQuery;
