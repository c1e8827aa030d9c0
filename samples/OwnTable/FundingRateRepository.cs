using TradeStore;
using TradeStore.Storage.Repositories;

namespace OwnTable;

/// <summary>Funding rates, in the words of their field.</summary>
internal sealed class FundingRateRepository(Store store)
{
    private readonly SeriesRepository<FundingRate> _rates = store.Series(FundingRateTable.Definition);

    /// <summary>Stores rates, all or none; one that is there already is replaced.</summary>
    public ValueTask RecordAsync(IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default) => _rates.AppendAsync(rates, cancellationToken);

    /// <summary>Returns the newest rates of a symbol at all exchanges, newest first.</summary>
    public Task<IReadOnlyList<FundingRate>> GetNewestAsync(string symbol, int count, CancellationToken cancellationToken = default) =>
        _rates.Query().Where(f => f.Symbol == symbol).OrderByDescending(f => f.Timestamp).ThenBy(f => f.Exchange).Take(count).ToListAsync(cancellationToken);

    /// <summary>Returns the rates of a time that were above a limit, or below its negative, largest first.</summary>
    public Task<IReadOnlyList<FundingRate>> GetExtremesAsync(decimal limit, DateTime since, int count, CancellationToken cancellationToken = default) =>
        _rates.Query().Where(f => f.Timestamp >= since && (f.Rate > limit || f.Rate < -limit)).OrderByDescending(f => f.Rate).Take(count).ToListAsync(cancellationToken);
}
