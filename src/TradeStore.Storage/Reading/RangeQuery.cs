namespace TradeStore.Storage.Reading;

/// <summary>A range of a series table, whatever its columns are.</summary>
internal sealed record RangeQuery : SeriesQuery;
