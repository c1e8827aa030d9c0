namespace TradeStore.Tests.Reading.Typed;

/// <summary>What is asked of a group of ticks.</summary>
internal sealed record GroupResult<TKey>
{
    public TKey? Key { get; init; }

    public int Count { get; init; }

    public long Buys { get; init; }

    public decimal? Volume { get; init; }

    public decimal? Turnover { get; init; }

    public decimal? BuyVolume { get; init; }

    public DateTime First { get; init; }

    public decimal? High { get; init; }

    public string? LastSymbol { get; init; }

    public decimal? Range { get; init; }

    public bool IsBusy { get; init; }
}
