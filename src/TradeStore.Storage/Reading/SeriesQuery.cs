namespace TradeStore.Storage.Reading;

/// <summary>Which rows of a series table to read; everything left out is not restricted.</summary>
public abstract record SeriesQuery
{
    /// <summary>Gets the exchange.</summary>
    public string? Exchange { get; init; }

    /// <summary>Gets the symbols; empty for all.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Gets the first time (UTC), included.</summary>
    public DateTime? From { get; init; }

    /// <summary>Gets the end (UTC), excluded.</summary>
    public DateTime? To { get; init; }

    /// <summary>Gets the columns a stream returns, by their SQL names and in this order; empty for all. Row objects always have all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Gets the order of the rows; by time unless said otherwise.</summary>
    public ReadOrder Order { get; init; }

    /// <summary>Gets how much of what was acknowledged must be seen; all of it unless said otherwise.</summary>
    public ReadConsistency Consistency { get; init; }

    /// <summary>Gets the largest number of rows to return; all when <see langword="null"/>.</summary>
    public long? Limit { get; init; }
}
